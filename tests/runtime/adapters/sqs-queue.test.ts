import { SQSClient } from "@aws-sdk/client-sqs";
import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { sqsQueue } from "../../../runtime/adapters/sqs-queue";
import { queuedMessage } from "../../../runtime/context/queued-message";
import { contextObject } from "../../helpers/context-object";
import { gatheringLog } from "../../helpers/gathering-log";
import { type LocalQueue, startLocalQueue } from "./local-queue";

const message = queuedMessage(
  contextObject("whatsapp", { frontend_payload: { project_data: { odd: "\uFFFE\uFFFF\u0001 ü", quote: '"' } } }),
);

const test = suite<{ local: LocalQueue }>("sqs-queue");

test.before(async (context) => {
  context.local = await startLocalQueue();
});
test.after(({ local }) => local.stop());

const urls = (url: string) => ({ whatsapp: url, sms: `${url}-none`, email: `${url}-none` });

test("a message arrives in its channel's queue whole, with its attributes", async ({ local }) => {
  const { log, lines } = gatheringLog();

  const result = await sqsQueue(local.client, urls(local.url), log).send(message)();

  assert.equal(result, E.right(undefined));
  const [received, ...more] = await local.receive();
  assert.is(more.length, 0);
  assert.is(received?.Body, message.body);
  assert.equal(
    Object.fromEntries(
      Object.entries(received?.MessageAttributes ?? {}).map(([name, { StringValue }]) => [name, StringValue]),
    ),
    message.attributes,
  );
  assert.equal(lines, []);
});

test("a queue that does not take it is told, and the log names no recipient", async ({ local }) => {
  const { log, lines } = gatheringLog();
  const sms = { ...message, channel: "sms" } as const;
  const away = new SQSClient({
    region: "eu-north-1",
    endpoint: "http://127.0.0.1:9",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });

  const results = [
    await sqsQueue(local.client, urls(local.url), log).send(sms)(),
    await sqsQueue(away, urls(local.url), log).send(message)(),
  ];

  assert.equal(results, [E.left({ _tag: "QueueRefused" }), E.left({ _tag: "QueueRefused" })]);
  assert.equal(
    lines.map(({ level, event, channel }) => [level, event, channel]),
    [
      ["error", "queue_refused", "sms"],
      ["error", "queue_refused", "whatsapp"],
    ],
  );
  assert.not.match(JSON.stringify(lines), "447400123456");
});

test.run();
