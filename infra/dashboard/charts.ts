import { type MetricName, metricDeclarations } from "../../runtime/log/metrics";
import { channels } from "../../runtime/request/request";
import { metricNamespace, type Names } from "../names";

/** A metric with its dimensions in CloudWatch's form: namespace, name, then names and values of dimensions in turn. */
export type MetricLine = readonly [namespace: string, name: string, ...dimensions: readonly string[]];
/** Metrics that are found when the widget is shown, since nobody knows their dimensions' values before. */
export type FoundLines = readonly [{ readonly expression: string; readonly id: string }];
export type Line = MetricLine | FoundLines;

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
      ...{ x: column * width, y: row * HEIGHT, width, height: HEIGHT },
      properties: { title, view: "timeSeries", region, stat: statistic, period: PERIOD_SECONDS, metrics: lines },
    }));
  };

/** A line for each channel. */
export const byChannel = (stack: string, ...names: readonly MetricName[]): readonly MetricLine[] =>
  names.flatMap((name) => channels.map((channel): MetricLine => [metricNamespace(stack), name, "Channel", channel]));

/** A line for each combination of dimensions that has values. */
export const whateverThereIs = (stack: string, name: MetricName, statistic: string): FoundLines => {
  const dimensions = metricDeclarations[name].dimensions.join(",");
  return [
    {
      expression: `SEARCH('{${metricNamespace(stack)},${dimensions}} MetricName="${name}"', '${statistic}', 300)`,
      id: name.toLowerCase(),
    },
  ];
};

export type Place = { readonly names: Names; readonly stack: string };

const requests = ({ names, stack }: Place): readonly Chart[] => {
  const ofApi = (name: string): MetricLine => ["AWS/ApiGateway", name, "ApiName", names("api"), "Stage", stack];
  return [
    { title: "Requests to the API", statistic: "Sum", lines: ["Count", "4XXError", "5XXError"].map(ofApi) },
    { title: "Accepted", statistic: "Sum", lines: byChannel(stack, "Accepted") },
    { title: "Rejected, by code", statistic: "Sum", lines: [whateverThereIs(stack, "Rejected", "Sum")] },
  ];
};

const sends = ({ stack }: Place): readonly Chart[] => [
  { title: "Sent", statistic: "Sum", lines: byChannel(stack, "Sent") },
  { title: "Failed, by reason", statistic: "Sum", lines: [whateverThereIs(stack, "Failed", "Sum")] },
  {
    title: "Uncertain, and never found out",
    statistic: "Sum",
    lines: byChannel(stack, "Uncertain", "DeliveryUnknown"),
  },
];

const afterwards = ({ stack }: Place): readonly Chart[] => [
  { title: "Setbacks, by reason", statistic: "Sum", lines: [whateverThereIs(stack, "Setbacks", "Sum")] },
  { title: "Receipts, by status", statistic: "Sum", lines: [whateverThereIs(stack, "Deliveries", "Sum")] },
];

const queues = ({ names }: Place): readonly Chart[] => {
  const ofQueues = (name: string, suffix: string): readonly MetricLine[] =>
    channels.map((channel): MetricLine => ["AWS/SQS", name, "QueueName", names(`${channel}-${suffix}`)]);
  return [
    { title: "Waiting messages", statistic: "Maximum", lines: ofQueues("ApproximateNumberOfMessagesVisible", "queue") },
    {
      title: "Age of the oldest message, seconds",
      statistic: "Maximum",
      lines: ofQueues("ApproximateAgeOfOldestMessage", "queue"),
    },
    { title: "Dead letters", statistic: "Maximum", lines: ofQueues("ApproximateNumberOfMessagesVisible", "dlq") },
  ];
};

const latencies = ({ stack }: Place): readonly Chart[] =>
  (["RouterLatency", "AssistantLatency", "CarrierLatency", "AcceptedToSent"] as const).map((name) => ({
    title: `${name}, p90 in ms`,
    statistic: "p90",
    lines: byChannel(stack, name),
  }));

const costs = ({ stack }: Place): readonly Chart[] => [
  {
    title: "Tokens",
    statistic: "Sum",
    lines: [whateverThereIs(stack, "PromptTokens", "Sum"), whateverThereIs(stack, "CompletionTokens", "Sum")],
  },
  { title: "Estimated cost", statistic: "Sum", lines: [whateverThereIs(stack, "EstimatedCost", "Sum")] },
];

const functions = ({ names }: Place): readonly Chart[] => {
  const all = ["router", ...channels.map((channel) => `${channel}-processor`), "receipts", "sweeper"];
  return ["Invocations", "Errors", "Throttles", "Duration"].map((metric) => ({
    title: metric === "Duration" ? "Duration of functions, maximum in ms" : `${metric} of functions`,
    statistic: metric === "Duration" ? "Maximum" : "Sum",
    lines: all.map((name): MetricLine => ["AWS/Lambda", metric, "FunctionName", names(name)]),
  }));
};

/** The dashboard's charts, row by row. */
export const chartsOf = (place: Place): readonly (readonly Chart[])[] =>
  [requests, sends, afterwards, queues, latencies, costs, functions].map((row) => row(place));
