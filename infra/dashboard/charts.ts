import { channels } from "../../runtime/request/channel";
import type { Names } from "../stack-names";
import { byChannel, whateverThereIs } from "./own-lines";
import type { Chart, MetricLine } from "./widget";

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
