import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { SqsRecord } from "../../../../tools/aws/event-source/queue";
import { startEventSourceMapping } from "../../../../tools/aws/event-source/start-event-source-mapping";
import { until } from "../../../helpers/time-and-chance";
import { aMapping, answered, type MappingAtWork, withMapping } from "./a-mapping";

const done = answered(null);
const succeed = () => done;

/** Messages that are still in the queue: visible, and in flight. */
const left = async ({ sqs, queueUrl }: MappingAtWork): Promise<readonly [string | undefined, string | undefined]> => {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    }),
  );
  return [Attributes?.ApproximateNumberOfMessages, Attributes?.ApproximateNumberOfMessagesNotVisible];
};

const of = (tag: string, { events }: MappingAtWork) => events.filter(({ _tag }) => _tag === tag);

test("hands a message to the function in Lambda's shape, and deletes it when the function succeeded", async () => {
  let records: readonly SqsRecord[] = [];
  const invoke = (given: readonly SqsRecord[]) => {
    records = given;
    return done;
  };
  await withMapping({ invoke }, async (at) => {
    const before = Date.now();
    const messageId = await at.send("hello", {
      MessageAttributes: {
        channelMethod: { DataType: "String", StringValue: "sms" },
        blob: { DataType: "Binary", BinaryValue: Buffer.from("hi") },
      },
    });
    await until("the message is deleted", () => at.idsOf("Deleted").length === 1);
    const [record] = records;
    const { SentTimestamp, ApproximateFirstReceiveTimestamp, ...attributes } = record?.attributes ?? {};
    assert.ok(Number(SentTimestamp) >= before && Number(ApproximateFirstReceiveTimestamp) >= Number(SentTimestamp));
    assert.equal(
      { ...record, attributes, receiptHandle: "", md5OfMessageAttributes: "" },
      {
        messageId,
        receiptHandle: "",
        body: "hello",
        attributes: { SenderId: "000000000000", ApproximateReceiveCount: "1" },
        messageAttributes: {
          channelMethod: { stringValue: "sms", stringListValues: [], binaryListValues: [], dataType: "String" },
          blob: { binaryValue: "aGk=", stringListValues: [], binaryListValues: [], dataType: "Binary" },
        },
        md5OfBody: "5d41402abc4b2a76b9719d911017c592",
        md5OfMessageAttributes: "",
        eventSource: "aws:sqs",
        eventSourceARN: at.queueArn,
        awsRegion: "eu-north-1",
      },
    );
    assert.equal(await left(at), ["0", "0"]);
  });
});

test("messages that arrive one by one while the queue is empty reach the function", async () => {
  await withMapping({ invoke: succeed }, async (at) => {
    for (const n of [1, 2, 3]) {
      await at.send(`message ${n}`);
      await until("it arrives", () => at.batches.length === n);
    }
  });
});

test("takes several waiting messages in one batch, never more than the batch size", () =>
  withMapping(
    {
      waiting: ["a", "b", "c", "d", "e"],
      mapping: { batchSize: 3 },
      invoke: () => answered({ batchItemFailures: [] }),
    },
    async (at) => {
      await until("all are deleted", () => at.idsOf("Deleted").length === 5);
      assert.equal(at.batches.map((batch) => batch.length).sort(), [2, 3]);
      assert.equal(at.batches.flat().sort(), ["a", "b", "c", "d", "e"]);
    },
  ));

test("a window gathers more than ten messages into one batch, and ends when the batch is full", () =>
  withMapping(
    {
      waiting: Array.from({ length: 12 }, (_, n) => `m${n}`),
      mapping: { batchSize: 12, maximumBatchingWindowSeconds: 20 },
      invoke: succeed,
    },
    async (at) => {
      await until("all are deleted", () => at.idsOf("Deleted").length === 12);
      assert.equal([at.batches.length, at.batches[0]?.length], [1, 12]);
    },
  ));

test("a window that is over hands out what has arrived", () =>
  withMapping({ mapping: { maximumBatchingWindowSeconds: 1 }, invoke: succeed }, async (at) => {
    await at.send("first");
    await new Promise((done) => setTimeout(done, 100));
    await at.send("second");
    await until("both are deleted", () => at.idsOf("Deleted").length === 2);
    assert.equal(at.batches, [["first", "second"]]);
  }));

test("only the messages that the function lists stay, and come back after their visibility timeout", () =>
  withMapping(
    {
      waiting: ["good", "bad"],
      queue: { VisibilityTimeout: "1" },
      invoke: (records) =>
        answered({
          batchItemFailures: records
            .filter(({ body, attributes }) => body === "bad" && attributes.ApproximateReceiveCount === "1")
            .map(({ messageId }) => ({ itemIdentifier: messageId })),
        }),
    },
    async (at) => {
      await until("both are deleted in the end", () => at.idsOf("Deleted").length === 2);
      assert.equal(at.batches.slice(-1), [["bad"]]);
      assert.equal(at.idsOf("Kept"), at.idsOf("Deleted").slice(-1));
      assert.equal(await left(at), ["0", "0"]);
    },
  ));

test("a malformed answer and a function error keep the whole batch", () =>
  withMapping(
    {
      invoke: (_records, at) =>
        at === 1
          ? answered({ batchItemFailures: [{ itemIdentifier: "" }] })
          : { _tag: "FunctionError", payload: '{"errorType":"Sandbox.Timedout","errorMessage":"late"}' },
    },
    async (at) => {
      const first = await at.send("a");
      await until("the first is kept", () => at.idsOf("Kept").length === 1);
      const second = await at.send("b");
      await until("the second is kept", () => at.idsOf("Kept").length === 2);
      assert.equal(of("Kept", at), [
        {
          _tag: "Kept",
          messageIds: [first],
          reason: "MalformedAnswer",
          detail: "an entry of batchItemFailures has no itemIdentifier, or not one of this batch",
        },
        { _tag: "Kept", messageIds: [second], reason: "FunctionError", detail: "Sandbox.Timedout" },
      ]);
      assert.equal(await left(at), ["0", "2"]);
    },
  ));

test("an invocation that cannot be made keeps the batch, and the mapping goes on", () =>
  withMapping(
    {
      invoke: (_records, at) => {
        if (at === 1) throw new Error("no process");
        return done;
      },
    },
    async (at) => {
      const first = await at.send("a");
      await until("the first is kept", () => at.idsOf("Kept").length === 1);
      const second = await at.send("b");
      await until("the second is deleted", () => at.idsOf("Deleted").length === 1);
      assert.equal([at.idsOf("Kept"), at.idsOf("Deleted")], [[first], [second]]);
    },
  ));

test("a throttled batch is tried again while its messages are hidden, then left to the queue", () =>
  withMapping(
    { queue: { VisibilityTimeout: "60" }, invoke: (_records, at) => (at < 3 ? { _tag: "Throttled" } : done) },
    async (at) => {
      const id = await at.send("a");
      await until("it is deleted", () => at.idsOf("Deleted").length === 1);
      assert.equal(at.batches, [["a"], ["a"], ["a"]]);
      const expected = [100, 200].map((retryAfterMs) => ({ _tag: "Throttled", messageIds: [id], retryAfterMs }));
      assert.equal(of("Throttled", at), expected);
    },
  ));

const runsThree = async (options: Omit<Parameters<typeof withMapping>[0], "invoke">): Promise<void> => {
  let running = 0;
  let most = 0;
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const invoke = async () => {
    running += 1;
    most = Math.max(most, running);
    await released;
    running -= 1;
    return done;
  };
  const waiting = Array.from({ length: 6 }, (_, n) => `m${n}`);
  await withMapping({ waiting, ...options, invoke }, async (at) => {
    await until("three run", () => running === 3);
    await new Promise((done) => setTimeout(done, 100));
    assert.is(at.batches.length, 3);
    release();
    await until("all are deleted", () => at.idsOf("Deleted").length === 6);
    assert.is(most, 3);
  });
};

test("runs as many batches at once as its maximum concurrency, not more", () =>
  runsThree({ mapping: { batchSize: 1, maximumConcurrency: 3 } }));

test("runs no more batches at once than the machine can bear", () =>
  runsThree({ mapping: { batchSize: 1, maximumConcurrency: 20 }, mostBatches: 3 }));

test("does not poll an empty queue more than about once a second", () =>
  withMapping({ pollSeconds: 1, invoke: succeed }, async (at) => {
    let calls = 0;
    at.sqs.middlewareStack.add(
      (next) => (args) => {
        calls += 1;
        return next(args);
      },
      { step: "build" },
    );
    await new Promise((done) => setTimeout(done, 500));
    assert.ok(calls <= 2, `${calls} calls`);
  }));

test("retuning changes the batches that follow, and refuses what AWS would", () =>
  withMapping({ mapping: { batchSize: 1 }, invoke: succeed }, async (at) => {
    at.mapping.retune({ maximumConcurrency: 2 });
    assert.throws(
      () => at.mapping.retune({ batchSize: 100 }),
      "Event source mapping 11111111-2222-4333-8444-555555555555: maximumBatchingWindowSeconds: at least 1 when batchSize exceeds 10",
    );
    await at.send("a");
    await until("it is deleted", () => at.idsOf("Deleted").length === 1);
  }));

test("stopping waits for the running batch, whose messages are deleted", async () => {
  let isRunning = false;
  const invoke = async () => {
    isRunning = true;
    await new Promise((done) => setTimeout(done, 100));
    return done;
  };
  await withMapping({ waiting: ["a"], invoke }, async (at) => {
    await until("it runs", () => isRunning);
    await at.mapping.stop();
    assert.is(at.idsOf("Deleted").length, 1);
  });
});

test("a queue that cannot be read is told, and asked again with backoff", () =>
  withMapping({ mapping: { queueUrl: "http://127.0.0.1:1/000000000000/nowhere" }, invoke: succeed }, async (at) => {
    await until("two failures", () => at.events.length >= 2);
    const failures = at.events.map((event) => (event._tag === "PollFailed" ? event.retryAfterMs : event));
    assert.equal(failures.slice(0, 2), [100, 200]);
  }));

test("refuses settings that AWS would refuse", () =>
  withMapping({ invoke: succeed }, async (at) => {
    const mapping = aMapping(at, { batchSize: 0, maximumBatchingWindowSeconds: 301, maximumConcurrency: 1 });
    assert.throws(
      () => startEventSourceMapping(mapping, { sqs: at.sqs, invoke: async () => done }),
      `Event source mapping ${mapping.uuid}: batchSize: a whole number from 1 to 10000; maximumBatchingWindowSeconds: a whole number from 0 to 300; ` +
        "maximumConcurrency: a whole number from 2 to 1000",
    );
  }));
