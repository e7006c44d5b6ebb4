import { type MetricName, metricDeclarations } from "../../runtime/log/metrics";
import { channels } from "../../runtime/request/request";
import { functionThings, metricNamespace, namesFor, queueOwners } from "../names";

/** A metric with its dimensions in CloudWatch's form: namespace, name, then names and values of dimensions in turn. */
export type MetricLine = readonly [namespace: string, name: string, ...dimensions: readonly string[]];
/** Metrics that are found when the widget is shown, since nobody knows their dimensions' values before. */
type FoundLines = readonly [{ readonly expression: string; readonly id: string }];
type Line = MetricLine | FoundLines;

export type Chart = {
  readonly title: string;
  readonly statistic: string;
  readonly lines: readonly Line[];
};

/** A chart in the grid of 24 columns. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export type Widget = {
  readonly type: "metric";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title: string;
    readonly view: "timeSeries";
    readonly region: string;
    readonly stat: string;
    readonly period: number;
    readonly metrics: readonly Line[];
  };
};

const PERIOD_SECONDS = 300;
const COLUMNS = 24;
const HEIGHT = 6;

/** Lays one row of charts side by side. */
export const rowOf =
  (region: string) =>
  (charts: readonly Chart[], row: number): readonly Widget[] => {
    const width = COLUMNS / charts.length;
    return charts.map(({ title, statistic, lines }, column) => ({
      type: "metric",
      x: column * width,
      y: row * HEIGHT,
      width,
      height: HEIGHT,
      properties: { title, view: "timeSeries", region, stat: statistic, period: PERIOD_SECONDS, metrics: lines },
    }));
  };

const chart = (title: string, statistic: string, lines: readonly Line[]): Chart => ({ title, statistic, lines });

/** The dashboard's charts, row by row. */
export const chartsOf = (stack: string): readonly (readonly Chart[])[] => {
  const names = namesFor(stack);
  const namespace = metricNamespace(stack);

  const byChannel = (...metrics: readonly MetricName[]): readonly MetricLine[] =>
    metrics.flatMap((metric) => channels.map((channel): MetricLine => [namespace, metric, "Channel", channel]));
  /** A line for each combination of dimensions that has values. */
  const sums = (...metrics: readonly MetricName[]): readonly FoundLines[] =>
    metrics.map((metric) => {
      const dimensions = metricDeclarations[metric].dimensions.join(",");
      const expression = `SEARCH('{${namespace},${dimensions}} MetricName="${metric}"', 'Sum', ${PERIOD_SECONDS})`;
      return [{ expression, id: metric.toLowerCase() }];
    });
  const ofApi = (metric: string): MetricLine => ["AWS/ApiGateway", metric, "ApiName", names("api"), "Stage", stack];
  const ofQueues = (metric: string, suffix: string): readonly MetricLine[] =>
    queueOwners.map((owner) => ["AWS/SQS", metric, "QueueName", names(`${owner}-${suffix}`)]);
  const ofFunctions = (metric: string): readonly MetricLine[] =>
    functionThings.map((name) => ["AWS/Lambda", metric, "FunctionName", names(name)]);

  return [
    [
      chart("Requests to the API", "Sum", ["Count", "4XXError", "5XXError"].map(ofApi)),
      chart("Accepted", "Sum", byChannel("Accepted")),
      chart("Rejected, by code", "Sum", sums("Rejected")),
    ],
    [
      chart("Sent", "Sum", byChannel("Sent")),
      chart("Failed, by reason", "Sum", sums("Failed")),
      chart("Uncertain, and never found out", "Sum", byChannel("Uncertain", "DeliveryUnknown")),
    ],
    [chart("Setbacks, by reason", "Sum", sums("Setbacks")), chart("Receipts, by status", "Sum", sums("Deliveries"))],
    [
      chart("What people wrote, by channel and kind", "Sum", [...sums("Received"), [namespace, "CaughtUp"]]),
      chart("Opt-outs, by source", "Sum", [...sums("OptOuts"), [namespace, "OptOutsUnrecorded"]]),
      chart("Not sent after an opt-out", "Sum", byChannel("Suppressed")),
    ],
    [
      chart("What projects are told, by type", "Sum", sums("Events")),
      chart("Tries at their endpoints, by outcome", "Sum", sums("WebhookTries")),
      chart("Time of a try, p90 in ms", "p90", [[namespace, "WebhookLatency"]]),
      chart("Age of what they are told, maximum in ms", "Maximum", [
        ["AWS/Lambda", "IteratorAge", "FunctionName", names("events")],
      ]),
    ],
    [
      chart("Waiting messages", "Maximum", ofQueues("ApproximateNumberOfMessagesVisible", "queue")),
      chart("Age of the oldest message, seconds", "Maximum", ofQueues("ApproximateAgeOfOldestMessage", "queue")),
      chart("Dead letters", "Maximum", ofQueues("ApproximateNumberOfMessagesVisible", "dlq")),
    ],
    (["RouterLatency", "AssistantLatency", "CarrierLatency", "AcceptedToSent"] as const).map((metric) =>
      chart(`${metric}, p90 in ms`, "p90", byChannel(metric)),
    ),
    [
      chart("Tokens", "Sum", sums("PromptTokens", "CompletionTokens")),
      chart("Estimated cost", "Sum", sums("EstimatedCost")),
    ],
    [
      ...["Invocations", "Errors", "Throttles"].map((metric) =>
        chart(`${metric} of functions`, "Sum", ofFunctions(metric)),
      ),
      chart("Duration of functions, maximum in ms", "Maximum", ofFunctions("Duration")),
    ],
  ];
};
