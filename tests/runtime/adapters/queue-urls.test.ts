import { SQSClient } from "@aws-sdk/client-sqs";
import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readQueueUrls } from "../../../runtime/adapters/queue-urls";
import { sqsQueue } from "../../../runtime/adapters/sqs-queue";
import { gatheringLog } from "../../helpers/gathering-log";

const test = suite("readQueueUrls");

test("reads the queues that the environment names, and no empty ones", () => {
  process.env.SMS_QUEUE_URL = "http://127.0.0.1:1/000000000000/sms";
  process.env.EMAIL_QUEUE_URL = "";
  const urls = readQueueUrls();
  delete process.env.SMS_QUEUE_URL;
  delete process.env.EMAIL_QUEUE_URL;
  assert.equal(urls, { sms: "http://127.0.0.1:1/000000000000/sms" });
});

test("a message for a channel without a queue is not sent anywhere", async () => {
  const queue = sqsQueue(new SQSClient({ region: "eu-north-1" }), {}, gatheringLog().log);
  const result = await queue.send({ channel: "email", body: "{}", attributes: {}, groupId: "g" })();
  assert.equal(result, E.left({ _tag: "QueueMissing" }));
});

test.run();
