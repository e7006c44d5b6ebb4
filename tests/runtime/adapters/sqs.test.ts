import { SendMessageCommand } from "@aws-sdk/client-sqs";
import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { sqsQueue, sqsVisibility } from "../../../runtime/adapters/sqs";
import { queuedMessage } from "../../../runtime/conversation/message";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { gatheringLog } from "../../helpers/gathering-log";
import { sqsAt } from "../../helpers/local-clients";
import { type LocalQueue, startLocalQueue } from "./local-queue";

const message = queuedMessage(
  sampleMessage("whatsapp", { frontend_payload: { project_data: { odd: "\uFFFE\uFFFF\u0001 ü", quote: '"' } } }),
);

const testSqsQueue = suite<{ local: LocalQueue }>("sqs-queue");

testSqsQueue.before(async (context) => {
  context.local = await startLocalQueue();
});
testSqsQueue.after(({ local }) => local.stop());

const urls = (url: string) => ({ whatsapp: url, sms: `${url}-none`, email: `${url}-none` });

testSqsQueue("a message arrives in its channel's queue whole, with its attributes", async ({ local }) => {
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

testSqsQueue("a queue that does not take it is told, and the log names no recipient", async ({ local }) => {
  const { log, lines } = gatheringLog();
  const sms = { ...message, channel: "sms" } as const;
  const away = sqsAt("http://127.0.0.1:9", { maxAttempts: 1 });

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

testSqsQueue.run();

const testSqsVisibility = suite<{ local: LocalQueue }>("sqs-visibility");

testSqsVisibility.before(async (context) => {
  context.local = await startLocalQueue();
});
testSqsVisibility.after(({ local }) => local.stop());

testSqsVisibility("a message that is hidden for no time can be received again at once, else not", async ({ local }) => {
  const visibility = sqsVisibility(local.client, local.url);
  await local.client.send(new SendMessageCommand({ QueueUrl: local.url, MessageBody: "one" }));
  const [first] = await local.receive();
  const hiddenLonger = await visibility.hide(first?.ReceiptHandle ?? "", 600)();
  const meanwhile = await local.receive();
  const shown = await visibility.hide(first?.ReceiptHandle ?? "", 0)();
  const [second] = await local.receive();

  assert.equal([hiddenLonger, shown], [E.right(undefined), E.right(undefined)]);
  assert.equal([meanwhile.length, second?.Body], [0, "one"]);
  assert.is(second?.Attributes?.ApproximateReceiveCount, "2");
});

testSqsVisibility(
  "a handle that the queue does not know, or a time that it does not allow, is told",
  async ({ local }) => {
    const visibility = sqsVisibility(local.client, local.url);
    await local.client.send(new SendMessageCommand({ QueueUrl: local.url, MessageBody: "two" }));
    const [received] = await local.receive();

    const results = [
      await visibility.hide("unknown", 10)(),
      await visibility.hide(received?.ReceiptHandle ?? "", 43_201)(),
    ];

    assert.equal(results, [E.left({ _tag: "VisibilityUnchanged" }), E.left({ _tag: "VisibilityUnchanged" })]);
  },
);

testSqsVisibility.run();
