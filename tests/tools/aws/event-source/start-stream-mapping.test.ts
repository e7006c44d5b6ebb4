import { setTimeout } from "node:timers/promises";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeTableStreams, type StreamRecord } from "../../../../tools/aws/dynamo/table-streams";
import type { StreamMapping } from "../../../../tools/aws/event-source/event-source-mapping";
import { startStreamMapping } from "../../../../tools/aws/event-source/start-stream-mapping";
import type { InvokeOutcome } from "../../../../tools/aws/lambda/invocation";
import { until } from "../../../helpers/time-and-chance";
import { answered } from "./a-mapping";

const table = { TableName: "things", KeySchema: [{ AttributeName: "id" }] };
const mapping: StreamMapping = {
  uuid: "11111111-2222-4333-8444-555555555555",
  functionName: "worker",
  tableName: "things",
  streamArn: "arn:aws:dynamodb:eu-north-1:000000000000:table/things/stream/now",
  batchSize: 100,
  maximumBatchingWindowSeconds: 0,
  bisects: true,
  filters: [],
  region: "eu-north-1",
};

type Given = readonly (StreamRecord & { readonly awsRegion: string; readonly eventSourceARN: string })[];

const idOf = ({ dynamodb: { Keys } }: StreamRecord): string => (Keys as { id: { S: string } }).id.S;

const failed = (...records: readonly (StreamRecord | undefined)[]): InvokeOutcome =>
  answered({ batchItemFailures: records.map((record) => ({ itemIdentifier: record?.dynamodb.SequenceNumber })) });

/** Runs `act` while a mapping gives a table's writes to `invoke`, which sees the batch and how many there were. */
const withStream = async (
  invoke: (records: Given, at: number) => InvokeOutcome | Promise<InvokeOutcome>,
  act: (at: {
    readonly write: (...ids: readonly string[]) => void;
    readonly batches: readonly (readonly string[])[];
    readonly ages: readonly number[];
    readonly retune: (changes: Partial<StreamMapping>) => void;
  }) => Promise<void>,
  changes: Partial<StreamMapping> = {},
): Promise<void> => {
  const streams = makeTableStreams((text) => text, Date.now);
  const batches: (readonly string[])[] = [];
  const ages: number[] = [];
  const { retune, stop } = startStreamMapping(
    { ...mapping, ...changes },
    {
      streams,
      invoke: async (_name, event) => {
        const { Records } = event as { readonly Records: Given };
        batches.push(Records.map(idOf));
        return invoke(Records, batches.length);
      },
      onIteratorAge: (_name, ageMs) => ages.push(ageMs),
    },
  );
  const write = (...ids: readonly string[]): void => {
    for (const id of ids) streams.onWrite(table, undefined, { id: { S: id } });
  };
  try {
    await act({ write, batches, ages, retune });
  } finally {
    await stop();
  }
};

const succeed = () => answered({ batchItemFailures: [] });

test("gives writes in their order, batch after batch, in Lambda's shape", async () => {
  let first: Given[number] | undefined;
  const invoke = async (records: Given) => {
    first ??= records[0];
    await setTimeout(2);
    return succeed();
  };
  await withStream(
    invoke,
    async ({ write, batches, ages }) => {
      write("a", "b", "c", "d", "e");
      await until("all are taken", () => batches.flat().length === 5);
      assert.equal(batches, [["a", "b"], ["c", "d"], ["e"]]);
      assert.is(ages.length, 3);
      assert.equal(
        { ...first, dynamodb: undefined },
        {
          dynamodb: undefined,
          eventID: "00000000000000000000000000000001",
          eventName: "INSERT",
          eventVersion: "1.1",
          eventSource: "aws:dynamodb",
          awsRegion: "eu-north-1",
          eventSourceARN: mapping.streamArn,
        },
      );
    },
    { batchSize: 2 },
  );
});

test("goes on from the lowest write that the function names as failed, and never past it", () =>
  withStream(
    (records, at) => (at === 1 ? failed(records[2], records[1]) : succeed()),
    async ({ write, batches }) => {
      write("a", "b", "c");
      await until("the rest is given again", () => batches.length === 2);
      write("d");
      await until("the next is given", () => batches.length === 3);
      assert.equal(batches, [["a", "b", "c"], ["b", "c"], ["d"]]);
    },
  ));

const unnamed: readonly (readonly [string, InvokeOutcome])[] = [
  ["an error", { _tag: "FunctionError", payload: "{}" }],
  ["an answer that names none of the batch", answered({ batchItemFailures: [{ itemIdentifier: "7" }] })],
];

for (const [what, outcome] of unnamed)
  test(`gives a batch in halves after ${what}`, () =>
    withStream(
      (_, at) => (at <= 2 ? outcome : succeed()),
      async ({ write, batches }) => {
        write("a", "b", "c", "d");
        await until("all are taken", () => batches.length === 4);
        assert.equal(batches, [["a", "b", "c", "d"], ["a", "b"], ["a"], ["b", "c", "d"]]);
      },
    ));

test("gives the whole batch again to a function that is throttled", () =>
  withStream(
    (_, at) => (at === 1 ? { _tag: "Throttled" } : succeed()),
    async ({ write, batches }) => {
      write("a", "b");
      await until("it is given again", () => batches.length === 2);
      assert.equal(batches, [
        ["a", "b"],
        ["a", "b"],
      ]);
    },
  ));

test("gives only what passes one of the filters, also of those that it is given while it runs", () =>
  withStream(
    succeed,
    async ({ write, batches, retune }) => {
      const of = (id: unknown) => ({ dynamodb: { Keys: { id: { S: [id] } } } });
      write("a", "b", "#consent", "c");
      await until("two are taken", () => batches.flat().length === 2);
      retune({ filters: [of("c")] });
      write("a", "c");
      await until("one more is taken", () => batches.flat().length === 3);
      assert.equal(batches.flat(), ["a", "#consent", "c"]);
      assert.throws(() => retune({ batchSize: 0 }), "batchSize: a whole number from 1 to 10000");
    },
    {
      filters: [
        { dynamodb: { NewImage: { id: { S: ["a"] } } } },
        { eventName: ["INSERT"], dynamodb: { Keys: { id: { S: [{ prefix: "#" }] } } } },
      ],
    },
  ));

test("ends with the batch that is under way, and gives no further one", async () => {
  let given = 0;
  await withStream(
    async () => {
      given += 1;
      await setTimeout(20);
      return succeed();
    },
    async ({ write, batches }) => {
      write("a", "b");
      await until("the first is given", () => batches.length === 1);
    },
    { batchSize: 1 },
  );
  assert.is(given, 1);
});
