import { suite } from "uvu";
import * as assert from "uvu/assert";
import { costTable, monthlyTable, quantities } from "../../../tools/measure/cost/cost-table";
import { writeUnits } from "../../../tools/measure/cost/metered-dynamo";

const test = suite("cost table");

const none = { router: 0, processor: 0, receipts: 0, inbound: 0, replies: 0, desk: 0, events: 0, webhooks: 0 };
const counted = { apiRequests: 3, writes: 7, writeUnits: 60, reads: 5, logBytes: 2_000, keptBytes: 3_000 };
const measured = { ...counted, ...none, router: 1, processor: 1, receipts: 2 };

test("each call of a function is paid for, and its time, and three requests for each message of a queue", () => {
  assert.equal(quantities(measured), {
    "API Gateway request": 3,
    "Lambda request": 4,
    "Lambda arm64 GB-second": 0.25 * 0.05 + 0.5 * 3 + 2 * 0.25 * 0.05,
    "SQS request": 3,
    "DynamoDB write unit": 60,
    "DynamoDB read unit": 5,
    "CloudWatch Logs GB ingested": 0.000_002,
    "CloudTrail data event": 12,
    "DynamoDB GB-month": 0.000_003 * (400 / 30),
    "DynamoDB GB-month of backups": 0.000_003 * (400 / 30),
  });
});

test("an event is queued by one function and posted by another", () => {
  const told = quantities({ ...measured, events: 2, webhooks: 4 });
  assert.equal([told["Lambda request"], told["SQS request"]], [10, 15]);
});

test("the table shows units, price and product, and their sum", () => {
  const lines = costTable("1,000 conversations", { whatsapp: measured, sms: measured, email: measured }).split("\n");

  assert.is(lines[2], "| API Gateway request | 3.5 | 3000 × = 0.0105 | 3000 × = 0.0105 | 3000 × = 0.0105 |");
  assert.is(lines[9], "| CloudTrail data event (prod) | 1 | 12000 × = 0.0120 | 12000 × = 0.0120 | 12000 × = 0.0120 |");
  assert.equal(lines.slice(-2), [
    "| **together in dev, US$** | | **0.082** | **0.082** | **0.082** |",
    "| **together in prod, US$** | | **0.102** | **0.102** | **0.102** |",
  ]);
});

test("what a stack declares is counted, and costs each month", () => {
  const of = (type: string, inputs = {}) => ({ type: `aws:a/b:${type}`, inputs });
  const dev = [
    of("Secret"),
    of("Secret"),
    of("SecretVersion"),
    of("MethodSettings"),
    of("EventSourceMapping"),
    of("EventSourceMapping", { startingPosition: "LATEST" }),
  ];
  const lines = monthlyTable({ dev, prod: [...dev, of("Stage", { xrayTracingEnabled: true })] }, 40).split("\n");

  assert.is(lines[0], "| a month | US$ each | dev | prod |");
  for (const line of [
    "| secret | 0.4 | 2 × = 0.80 | 2 × = 0.80 |",
    "| metric of the functions' own | 0.3 | 40 × = 12.00 | 40 × = 12.00 |",
    "| metric of an API method | 0.3 | 5 × = 1.50 | 5 × = 1.50 |",
    "| SQS request of the pollers, a million | 0.4 | 0.65 × = 0.26 | 0.65 × = 0.26 |",
    "| X-Ray trace, a million, at most | 5 | 0 × = 0.00 | 2.59 × = 12.96 |",
    "| **together, US$** | | **14.56** | **27.52** |",
  ])
    assert.ok(lines.includes(line), `${line}\n${lines.join("\n")}`);
});

const testWriteUnits = suite("write units");

const table = { keys: ["id"], whole: true };
const whole = { keys: ["group"], whole: true };
const keysOnly = { keys: ["next"], whole: false };

type Item = Readonly<Record<string, unknown>>;

const item = (kilobytes: number, more: Item = {}): Item => ({
  id: "a",
  text: "x".repeat(kilobytes * 1024 - 100),
  ...more,
});

type Write = readonly [indexes: readonly (typeof table)[], before: Item | undefined, after: Item | undefined, number];

const grouped = item(2, { group: "g" });
const next = item(2, { next: "1" });

const writes: Readonly<Record<string, readonly Write[]>> = {
  "a new item costs a unit per kilobyte begun": [
    [[], undefined, item(1), 1],
    [[], undefined, item(3), 3],
  ],
  "an update costs what the larger of both states would": [[[], item(3), item(1), 3]],
  "an index without the item's key costs nothing": [[[whole, keysOnly], undefined, item(2), 2]],
  "an index of whole items costs as much again, with every change": [
    [[whole], undefined, grouped, 4],
    [[whole], grouped, { ...grouped, more: 1 }, 4],
  ],
  "an index of keys costs only when they change: a deletion and a put": [
    [[keysOnly], next, { ...next, more: 1 }, 2],
    [[keysOnly], next, item(2, { next: "2" }), 4],
    [[keysOnly], next, item(2), 3],
  ],
  "a refused write costs a unit": [[[], undefined, undefined, 1]],
};

for (const [title, rows] of Object.entries(writes))
  testWriteUnits(title, () => {
    for (const [indexes, before, after, units] of rows) assert.is(writeUnits(table, indexes, before, after), units);
  });
