import { test } from "uvu";
import * as assert from "uvu/assert";
import type { MetricLine } from "../../../infra/dashboard/charts";
import { dashboardBody } from "../../../infra/dashboard/stack-dashboard";
import { type MetricDeclaration, metricDeclarations } from "../../../runtime/log/metrics";
import { captured } from "../helpers/captures";
import { allOf, channelNames, parsed } from "../helpers/declared";

const body = dashboardBody("dev", "eu-north-1");

const charts = body.widgets.map(({ properties }) => properties);

test("is declared with the stack's name, and its address told", async () => {
  const run = await captured("dev");
  const [dashboard, ...others] = allOf(run, "cloudwatch/dashboard:Dashboard");

  assert.equal(others, []);
  assert.is(dashboard?.inputs.dashboardName, "ai-multi-comms-dashboard-dev");
  assert.equal(parsed(dashboard?.inputs.dashboardBody), JSON.parse(JSON.stringify(body)));
  assert.is(
    run.outputs.dashboardUrl,
    "https://eu-north-1.console.aws.amazon.com/cloudwatch/home?region=eu-north-1#dashboards/dashboard/ai-multi-comms-dashboard-dev",
  );
});

test("shows these charts, in rows that fill the grid", () => {
  assert.equal(
    body.widgets.map(({ x, y, width, properties }) => [y / 6, x, width, properties.title]),
    [
      [0, 0, 8, "Requests to the API"],
      [0, 8, 8, "Accepted"],
      [0, 16, 8, "Rejected, by code"],
      [1, 0, 8, "Sent"],
      [1, 8, 8, "Failed, by reason"],
      [1, 16, 8, "Uncertain, and never found out"],
      [2, 0, 12, "Setbacks, by reason"],
      [2, 12, 12, "Receipts, by status"],
      [3, 0, 8, "What people wrote, by channel and kind"],
      [3, 8, 8, "Opt-outs, by source"],
      [3, 16, 8, "Not sent after an opt-out"],
      [4, 0, 6, "What projects are told, by type"],
      [4, 6, 6, "Tries at their endpoints, by outcome"],
      [4, 12, 6, "Time of a try, p90 in ms"],
      [4, 18, 6, "Age of what they are told, maximum in ms"],
      [5, 0, 8, "Waiting messages"],
      [5, 8, 8, "Age of the oldest message, seconds"],
      [5, 16, 8, "Dead letters"],
      [6, 0, 6, "RouterLatency, p90 in ms"],
      [6, 6, 6, "AssistantLatency, p90 in ms"],
      [6, 12, 6, "CarrierLatency, p90 in ms"],
      [6, 18, 6, "AcceptedToSent, p90 in ms"],
      [7, 0, 12, "Tokens"],
      [7, 12, 12, "Estimated cost"],
      [8, 0, 6, "Invocations of functions"],
      [8, 6, 6, "Errors of functions"],
      [8, 12, 6, "Throttles of functions"],
      [8, 18, 6, "Duration of functions, maximum in ms"],
    ],
  );
});

test("has charts of exactly this form", () => {
  const shared = { view: "timeSeries", region: "eu-north-1", stat: "Sum", period: 300 };
  const widget = (x: number, title: string, metrics: readonly unknown[]) => ({
    type: "metric",
    x,
    y: 0,
    width: 8,
    height: 6,
    properties: { title, ...shared, metrics },
  });
  const accepted = channelNames.map((channel) => ["AiMultiComms/dev", "Accepted", "Channel", channel]);
  const expression = `SEARCH('{AiMultiComms/dev,Code} MetricName="Rejected"', 'Sum', 300)`;

  assert.equal(body.widgets.slice(1, 3), [
    widget(8, "Accepted", accepted),
    widget(16, "Rejected, by code", [[{ expression, id: "rejected" }]]),
  ]);
});

const lines = charts.flatMap(({ metrics }) => metrics);
const plain = lines.filter((line): line is MetricLine => typeof line[0] === "string");
const searches = lines.flatMap(([first]) => (typeof first === "string" ? [] : [first.expression]));

/** Name and dimensions of each metric of the engine's own that a chart names or searches. */
const shown = [
  ...plain
    .filter(([namespace]) => namespace === "AiMultiComms/dev")
    .map(([, name, ...dimensions]) => [name, dimensions.filter((_, at) => at % 2 === 0).join(",")] as const),
  ...searches.map((expression) => {
    const [, dimensions = "", name = ""] =
      /^SEARCH\('\{AiMultiComms\/dev,([A-Za-z,]+)\} MetricName="(\w+)"', 'Sum', 300\)$/.exec(expression) ?? [];
    return [name, dimensions] as const;
  }),
];

test("shows every metric that the log lines carry, by its own dimensions, and no other", () => {
  const declared = Object.entries<MetricDeclaration>(metricDeclarations).map(([name, { dimensions }]) => [
    name,
    dimensions.join(","),
  ]);

  assert.equal(Object.fromEntries(shown), Object.fromEntries(declared));
});

test("names queues, functions and API as the stack declares them", async () => {
  const run = await captured("dev");
  const namesOf = (type: string) => allOf(run, type).map(({ inputs }) => String(inputs.name));
  const declared: Readonly<Record<string, readonly string[]>> = {
    QueueName: namesOf("sqs/queue:Queue"),
    FunctionName: namesOf("lambda/function:Function"),
    ApiName: namesOf("apigateway/restApi:RestApi"),
    Stage: ["dev"],
    Channel: channelNames,
  };
  const unknown = plain.flatMap(([, , ...dimensions]) =>
    dimensions.flatMap((name, at) =>
      at % 2 === 0 && !declared[name]?.includes(dimensions[at + 1] ?? "") ? [[name, dimensions[at + 1]]] : [],
    ),
  );

  assert.equal(unknown, []);
});
