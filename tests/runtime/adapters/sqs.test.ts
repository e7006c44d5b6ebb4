import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import * as E from "fp-ts/Either";
import * as R from "fp-ts/Record";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { sqsQueue, sqsRepliesQueue, sqsVisibility } from "../../../runtime/adapters/sqs";
import { sqsEventsQueue } from "../../../runtime/adapters/sqs-events-queue";
import { readEventMessage } from "../../../runtime/conversation/event-message";
import { queuedMessage } from "../../../runtime/conversation/message";
import { readReceived } from "../../../runtime/conversation/received-message";
import { startSqsSns } from "../../../tools/aws/sqs/sqs-sns";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { gatheringLog } from "../../helpers/gathering-log";
import { accessKey, sqsAt } from "../../helpers/local-clients";
import { receivedMessage } from "../../helpers/received-message";

/** One queue on the local SQS, with the real client. */
const startLocalQueue = async () => {
  const server = await startSqsSns({ accessKey });
  const client = sqsAt(server.url, { maxAttempts: 1 });
  await client.send(new CreateQueueCommand({ QueueName: "whatsapp" }));
  const url = `${server.url}/000000000000/whatsapp`;
  const all = { MessageAttributeNames: ["All"], MessageSystemAttributeNames: ["All" as const] };
  const receive = async () => (await client.send(new ReceiveMessageCommand({ QueueUrl: url, ...all }))).Messages ?? [];
  const stop = async () => {
    client.destroy();
    await server.stop();
  };
  return { client, url, receive, stop };
};

const message = queuedMessage(
  sampleMessage("whatsapp", { frontend_payload: { project_data: { odd: "\uFFFE\uFFFF\u0001 ü", quote: '"' } } }),
);

type Context = { local: Awaited<ReturnType<typeof startLocalQueue>> };
const testSqsQueue = suite<Context>("sqs-queue");
const testSqsVisibility = suite<Context>("sqs-visibility");

for (const test of [testSqsQueue, testSqsVisibility]) {
  test.before(async (context) => {
    context.local = await startLocalQueue();
  });
  test.after(({ local }) => local.stop());
}

/** One receive gives as many as it likes. */
const receiveAll = async (
  receive: () => Promise<readonly { readonly Body?: string | undefined }[]>,
): Promise<readonly string[]> => {
  const some = await receive();
  return some.length === 0 ? [] : [...some.map(({ Body = "" }) => Body), ...(await receiveAll(receive))];
};

const urls = (url: string) => ({ whatsapp: url, sms: `${url}-none`, email: `${url}-none` });

testSqsQueue("a message arrives in its channel's queue whole, with its attributes", async ({ local }) => {
  const { log, lines } = gatheringLog();
  assert.equal(await sqsQueue(local.client, urls(local.url), log).send(message)(), E.right(undefined));
  const received = await local.receive();
  const textOf = ({ StringValue }: { readonly StringValue?: string | undefined }) => StringValue;
  assert.equal(
    received.map(({ Body, MessageAttributes = {} }) => [Body, R.map(textOf)(MessageAttributes)]),
    [[message.body, message.attributes]],
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
  assert.equal(results, Array(2).fill(E.left({ _tag: "QueueRefused" })));
  assert.equal(
    lines.map(({ level, event, channel }) => [level, event, channel]),
    [
      ["error", "queue_refused", "sms"],
      ["error", "queue_refused", "whatsapp"],
    ],
  );
  assert.not.match(JSON.stringify(lines), "447400123456");
});

testSqsQueue("what a person sent arrives as it was, however odd its characters", async ({ local }) => {
  const sent = receivedMessage({ text: "\uFFFE\u0000 ü \u{1F600}" });
  assert.equal(await sqsRepliesQueue(local.client, local.url, gatheringLog().log).send(sent)(), E.right(undefined));
  assert.equal(
    (await local.receive()).map(({ Body = "" }) => readReceived(Body)),
    [E.right(sent)],
  );
});

testSqsQueue(
  "events arrive as they were, and a call of which the queue takes not all is refused",
  async ({ local }) => {
    const { log, lines } = gatheringLog();
    const { send } = sqsEventsQueue(local.client, local.url, log);
    const event = { kind: "event", schema: 1, type: "message.sent", company_id: "ci", project_id: "pi" } as const;
    const events = ["\uFFFE\u0000 ü", '"'].map((body, n) => ({ ...event, id: `msg_${n}`, body }));
    assert.equal(await send(events)(), E.right(undefined));
    const read = (await receiveAll(local.receive)).map(readEventMessage);
    assert.equal(new Set(read), new Set(events.map(E.right)));
    const tooLong = { ...event, id: "msg_2", body: "x".repeat(1_048_577) };
    assert.equal(await send([...events, tooLong])(), E.left({ _tag: "QueueRefused" }));
    assert.equal(
      lines.map(({ event: name }) => name),
      ["queue_refused"],
    );
  },
);

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
    assert.equal(results, Array(2).fill(E.left({ _tag: "VisibilityUnchanged" })));
  },
);
