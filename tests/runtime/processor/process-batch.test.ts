import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readMessage } from "../../../runtime/conversation/message";
import { processBatch } from "../../../runtime/processor/process-message";
import { type Delivery, deliveryOf, SqsEvent } from "../../../runtime/processor/stages";
import { inMemoryConversations } from "../../helpers/in-memory-conversations";
import { type HappyProcessor, happyProcessorEnv } from "../../helpers/processor-env";
import { delivery, deliveryOfBody } from "../../helpers/queue-message";

const record = {
  messageId: "m-1",
  receiptHandle: "r-1",
  body: "{}",
  attributes: { ApproximateReceiveCount: "3", SentTimestamp: "1" },
  messageAttributes: {},
  md5OfBody: "x",
  eventSource: "aws:sqs",
  eventSourceARN: "arn",
  awsRegion: "eu-north-1",
};

const testDelivery = suite("delivery");

testDelivery("a record of the queue's event becomes a delivery, its receives a number", () => {
  const decoded = SqsEvent.decode({ Records: [record] });

  assert.equal(E.isRight(decoded) && decoded.right.Records.map(deliveryOf), [
    { messageId: "m-1", receiptHandle: "r-1", receiveCount: 3, message: readMessage("{}") },
  ]);
});

for (const event of [
  null,
  {},
  { Records: {} },
  { Records: [{ ...record, attributes: {} }] },
  { Records: [{ ...record, body: 1 }] },
]) {
  testDelivery(`${JSON.stringify(event).slice(0, 40)} is no event of a queue`, () => {
    assert.ok(E.isLeft(SqsEvent.decode(event)));
  });
}

const requestId = (n: number): string => `550e8400-e29b-41d4-a716-44665544000${n}`;

/** The n-th of ten requests, from 0 to 9. */
const nth = (n: number): Delivery =>
  delivery(
    "whatsapp",
    {
      frontend_payload: {
        request_data: { request_id: requestId(n) },
        recipient_data: { recipient_tel: `+44740012345${n}` },
      },
      conversation_data: { conversation_id: `ci-aaa-001#pi-aaa-001#${requestId(n)}#447400654321` },
    },
    { messageId: `message-${n}`, receiptHandle: `receipt-${n}` },
  );

const ten = Array.from({ length: 10 }, (_, n) => nth(n));
const poison = deliveryOfBody("{]", { messageId: "poison", receiptHandle: "poison-receipt" });

/** For how long the message was hidden, in order. */
const secondsOf = (handle: string, hidden: HappyProcessor["hidden"]): readonly number[] =>
  hidden.filter(({ receiptHandle }) => receiptHandle === handle).map(({ seconds }) => seconds);

const throwing = (): never => {
  throw new Error("unforeseen");
};

const testProcessBatch = suite("process-batch");

testProcessBatch("ten messages are sent side by side, and none comes back", async () => {
  const { env, sends } = happyProcessorEnv();

  const answer = await processBatch(ten)(env)();

  assert.equal(answer, { batchItemFailures: [] });
  assert.equal(
    sends.map(({ to }) => to).sort(),
    Array.from({ length: 10 }, (_, n) => `+44740012345${n}`),
  );
});

testProcessBatch("a poison message comes back alone, and the nine others are sent", async () => {
  const { env, hidden, sends } = happyProcessorEnv();

  const answer = await processBatch([...ten.slice(0, 4), poison, ...ten.slice(5)])(env)();

  assert.equal(answer, { batchItemFailures: [{ itemIdentifier: "poison" }] });
  assert.is(sends.length, 9);
  assert.equal(secondsOf("poison-receipt", hidden), [1]);
});

testProcessBatch(
  "the same request twice in a batch is sent once, and the second comes back when the first's lease ends",
  async () => {
    const { env, hidden, sends } = happyProcessorEnv();
    const again = { ...nth(3), messageId: "message-again", receiptHandle: "receipt-again" };

    const answer = await processBatch([nth(3), again])(env)();

    assert.is(sends.length, 1);
    assert.equal(answer, { batchItemFailures: [{ itemIdentifier: "message-again" }] });
    assert.equal(secondsOf("receipt-again", hidden), [160]);
  },
);

testProcessBatch(
  "what a port throws at one message leaves the others alone, is logged without its words, and costs one receive",
  async () => {
    const { env, lines, hidden, timer, sends } = happyProcessorEnv();
    const send: typeof env.carrier.send = (credentials, message) =>
      message.to === "+447400123453" ? throwing() : env.carrier.send(credentials, message);

    const answer = await processBatch(ten)({ ...env, carrier: { ...env.carrier, send } })();

    assert.equal(answer, { batchItemFailures: [{ itemIdentifier: "message-3" }] });
    assert.is(sends.length, 9);
    assert.is(secondsOf("receipt-3", hidden).at(-1), 5);
    const [line, ...more] = lines.filter(({ event }) => event === "unforeseen");
    assert.is(more.length, 0);
    assert.match(line?.reason ?? "", /^Error at throwing/);
    assert.not.match(line?.reason ?? "", "unforeseen");
    assert.equal(timer.running(), []);
  },
);

testProcessBatch("an unforeseen error at the last receive sends the message to the dead letters at once", async () => {
  const { conversations } = inMemoryConversations();
  const { env, hidden } = happyProcessorEnv({ conversations: { ...conversations, putNew: throwing } });

  const answer = await processBatch([{ ...nth(0), receiveCount: 5 }])(env)();

  assert.equal(answer, { batchItemFailures: [{ itemIdentifier: "message-0" }] });
  assert.equal(hidden, [{ receiptHandle: "receipt-0", seconds: 0 }]);
});

for (const [how, failing] of [
  ["throws", throwing],
  ["rejects", () => async () => throwing()],
  ["refuses", () => async () => ({ _tag: "Left", left: { _tag: "VisibilityUnchanged" } }) as const],
] as const) {
  testProcessBatch(
    `a message comes back although the queue ${how} when it is to be hidden, and the others are sent`,
    async () => {
      const { env, lines, sends } = happyProcessorEnv();
      const hide: typeof env.visibility.hide = (handle, seconds) =>
        handle === "poison-receipt" ? failing() : env.visibility.hide(handle, seconds);

      const answer = await processBatch([nth(0), poison, nth(1)])({ ...env, visibility: { hide } })();

      assert.equal(answer, { batchItemFailures: [{ itemIdentifier: "poison" }] });
      assert.is(sends.length, 2);
      assert.ok(lines.some(({ level, event }) => level === "warn" && event === "visibility_unchanged"));
    },
  );
}
