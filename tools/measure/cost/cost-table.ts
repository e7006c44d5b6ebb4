import { assumed, type Called, called, fed } from "./functions";
import type { PerAct } from "./measured-conversations";

/**
 * List prices of us-east-1 in US$ per unit, as remembered on 2026-11-20 and not looked up: no price list can be reached from the
 * machine that this was written on. Check them for your region before you rely on a sum.
 */
const listPrices = {
  "API Gateway request": { perMillion: 3.5 },
  "Lambda request": { perMillion: 0.2 },
  "Lambda arm64 GB-second": { perMillion: 13.3334 },
  "SQS request": { perMillion: 0.4 },
  "DynamoDB write unit": { perMillion: 0.625 },
  "DynamoDB read unit": { perMillion: 0.125 },
  "CloudWatch Logs GB ingested": { perMillion: 500_000 },
  "CloudTrail data event": { perMillion: 1 },
  "DynamoDB GB-month": { perMillion: 250_000 },
  "DynamoDB GB-month of backups": { perMillion: 200_000 },
} as const;

type Priced = keyof typeof listPrices;

/** What a stack with `auditTrail` and `pointInTimeRecovery` pays for besides. */
const inProd: ReadonlySet<Priced> = new Set(["CloudTrail data event", "DynamoDB GB-month of backups"]);

const DAYS_PER_MONTH = 30;
/** By the default of `conversationTtlDays`. */
const monthsKept = 400 / DAYS_PER_MONTH;

type Quantities = Readonly<Record<Priced, number>>;

const A_GIGABYTE = 1e9;

const sumOf = (of: readonly Called[], value: (name: Called) => number): number =>
  of.reduce((sum, name) => sum + value(name), 0);

/** Units that one act takes: a conversation with its receipts, a message that a person writes back, a question of a client's. */
export const quantities = (act: PerAct): Quantities => ({
  "API Gateway request": act.apiRequests,
  "Lambda request": sumOf(called, (name) => act[name]),
  "Lambda arm64 GB-second": sumOf(called, (name) => act[name] * assumed[name].gb * assumed[name].seconds),
  // Sent, received, deleted.
  "SQS request": 3 * sumOf(fed, (name) => act[name]),
  "DynamoDB write unit": act.writeUnits,
  "DynamoDB read unit": act.reads,
  "CloudWatch Logs GB ingested": act.logBytes / A_GIGABYTE,
  "CloudTrail data event": act.reads + act.writes,
  "DynamoDB GB-month": (act.keptBytes / A_GIGABYTE) * monthsKept,
  "DynamoDB GB-month of backups": (act.keptBytes / A_GIGABYTE) * monthsKept,
});

const amount = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

const priceOf = (thing: Priced, units: number): number => (units * listPrices[thing].perMillion) / 1e6;

/** The cost of 1,000 of a kind as a Markdown table, a column for each of its forms, with the units it comes from. */
export const costTable = (title: string, measured: Readonly<Record<string, PerAct>>): string => {
  const forms = Object.values(measured).map(quantities);
  const things = Object.keys(listPrices) as readonly Priced[];
  const cell = (of: Quantities, thing: Priced): string => {
    const units = of[thing] * 1000;
    return `${amount(units)} × = ${priceOf(thing, units).toFixed(4)}`;
  };
  const sum = (of: Quantities, paid: readonly Priced[]): string =>
    paid.reduce((total, thing) => total + priceOf(thing, of[thing] * 1000), 0).toFixed(3);
  const sums = (stack: string, paid: readonly Priced[]): string =>
    `| **together in ${stack}, US$** | | ${forms.map((of) => `**${sum(of, paid)}**`).join(" | ")} |`;
  return [
    `| ${title} | US$ per million | ${Object.keys(measured).join(" | ")} |`,
    `|---|---|${forms.map(() => "---").join("|")}|`,
    ...things.map(
      (thing) =>
        `| ${thing}${inProd.has(thing) ? " (prod)" : ""} | ${listPrices[thing].perMillion} | ${forms.map((of) => cell(of, thing)).join(" | ")} |`,
    ),
    sums(
      "dev",
      things.filter((thing) => !inProd.has(thing)),
    ),
    sums("prod", things),
  ].join("\n");
};

/** Metrics that API Gateway publishes of each method with settings: Count, 4XXError, 5XXError, Latency, IntegrationLatency. */
const METRICS_OF_A_METHOD = 5;
/** Lambda asks each queue by so many pollers, each of which waits up to 20 seconds for a message. */
const POLLERS = 5;
const SECONDS_PER_MONTH = DAYS_PER_MONTH * 86_400;
const POLLS = (POLLERS * SECONDS_PER_MONTH) / 20;

type Resources = readonly { readonly type: string; readonly inputs: Readonly<Record<string, unknown>> }[];

const METRIC = 0.3;
const counting =
  (kind: string, each = 1) =>
  (resources: Resources): number =>
    each * resources.filter(({ type }) => type.endsWith(`:${kind}`)).length;

/** Reading a table's stream costs nothing where it is Lambda that reads ("Amazon DynamoDB pricing"): only those of queues count. */
const polls = (resources: Resources): number =>
  POLLS *
  resources.filter(({ type, inputs }) => type.endsWith(":EventSourceMapping") && inputs.startingPosition === undefined)
    .length;

/** X-Ray traces the first request of every second, and one of twenty beyond it: this many where there is always one. */
const traces = (resources: Resources): number =>
  resources.some(({ inputs }) => inputs.xrayTracingEnabled === true) ? SECONDS_PER_MONTH : 0;

const monthly = (ownMetrics: number): readonly (readonly [string, number, (resources: Resources) => number])[] => [
  ["secret", 0.4, counting("Secret")],
  ["alarm", 0.1, counting("MetricAlarm")],
  ["dashboard", 3, counting("Dashboard")],
  ["metric of the functions' own", METRIC, () => ownMetrics],
  ["metric of a log filter", METRIC, counting("LogMetricFilter")],
  ["metric of an API method", METRIC, counting("MethodSettings", METRICS_OF_A_METHOD)],
  [
    "SQS request of the pollers, a million",
    listPrices["SQS request"].perMillion,
    (resources) => polls(resources) / 1e6,
  ],
  ["X-Ray trace, a million, at most", 5, (resources) => traces(resources) / 1e6],
];

/** What stacks cost in a month in which nothing is sent, by what they declare, as a Markdown table. */
export const monthlyTable = (stacks: Readonly<Record<string, Resources>>, ownMetrics: number): string => {
  const rows = monthly(ownMetrics);
  const declared = Object.values(stacks);
  const cell = (price: number, count: number): string =>
    `${Number(count.toFixed(2))} × = ${(price * count).toFixed(2)}`;
  const sum = (resources: Resources): string =>
    rows.reduce((total, [, price, count]) => total + price * count(resources), 0).toFixed(2);
  return [
    `| a month | US$ each | ${Object.keys(stacks).join(" | ")} |`,
    `|---|---|${declared.map(() => "---").join("|")}|`,
    ...rows.map(
      ([what, price, count]) =>
        `| ${what} | ${Number(price.toPrecision(3))} | ${declared.map((resources) => cell(price, count(resources))).join(" | ")} |`,
    ),
    `| **together, US$** | | ${declared.map((resources) => `**${sum(resources)}**`).join(" | ")} |`,
  ].join("\n");
};
