import { SQSClient } from "@aws-sdk/client-sqs";
import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readEnvironment, readQueueUrls } from "../../../runtime/adapters/environment";
import { sqsQueue } from "../../../runtime/adapters/sqs";
import { gatheringLog } from "../../helpers/gathering-log";

const testReadEnvironment = suite("read-environment");

testReadEnvironment.before.each(() => {
  process.env.TEST_TABLE = "conversations";
  process.env.TEST_BLANK = " ";
});
testReadEnvironment.after.each(() => {
  delete process.env.TEST_TABLE;
  delete process.env.TEST_BLANK;
});

testReadEnvironment("the variables asked for are read", () => {
  assert.is(readEnvironment("TEST_TABLE").TEST_TABLE, "conversations");
});

testReadEnvironment("those that are missing or blank are named all together", () => {
  assert.throws(
    () => readEnvironment("TEST_TABLE", "TEST_BLANK", "TEST_NOWHERE"),
    (error: Error) =>
      error.message ===
      "environment variables: TEST_BLANK (expected a non-empty string), TEST_NOWHERE (expected a non-empty string)",
  );
});

const testQueueUrls = suite("readQueueUrls");

testQueueUrls("reads the queues that the environment names, and no empty ones", () => {
  process.env.SMS_QUEUE_URL = "http://127.0.0.1:1/000000000000/sms";
  process.env.EMAIL_QUEUE_URL = "";
  const urls = readQueueUrls();
  delete process.env.SMS_QUEUE_URL;
  delete process.env.EMAIL_QUEUE_URL;
  assert.equal(urls, { sms: "http://127.0.0.1:1/000000000000/sms" });
});

testQueueUrls("a message for a channel without a queue is not sent anywhere", async () => {
  const queue = sqsQueue(new SQSClient({ region: "eu-north-1" }), {}, gatheringLog().log);
  const result = await queue.send({ channel: "email", body: "{}", attributes: {}, groupId: "g" })();
  assert.equal(result, E.left({ _tag: "QueueMissing" }));
});
