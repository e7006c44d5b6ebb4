import type { LogEvent } from "./log";

type MetricUnit = "Count" | "Milliseconds" | "None";

/** Each takes few values: a channel, an error code, the name of a failure, a model that a project has configured. Never an id. */
type MetricDimension = "Channel" | "Code" | "Reason" | "Status" | "Model" | "Source" | "Kind" | "Type" | "Outcome";

export type MetricDeclaration = {
  readonly unit: MetricUnit;
  readonly dimensions: readonly MetricDimension[];
  /** What an event adds to the metric, if anything. */
  readonly measure: (event: LogEvent) => number | undefined;
};

const is =
  (...events: readonly string[]) =>
  ({ event }: LogEvent): boolean =>
    events.includes(event);

const isStatus =
  (name: string, ...statuses: readonly string[]) =>
  ({ event, status = "" }: LogEvent): boolean =>
    event === name && statuses.includes(status);

const either =
  (...conditions: readonly ((event: LogEvent) => boolean)[]) =>
  (event: LogEvent): boolean =>
    conditions.some((holds) => holds(event));

const count = (dimensions: readonly MetricDimension[], holds: (event: LogEvent) => boolean): MetricDeclaration => ({
  unit: "Count",
  dimensions,
  measure: (event) => (holds(event) ? 1 : undefined),
});

const value = (
  unit: MetricUnit,
  dimensions: readonly MetricDimension[],
  holds: (event: LogEvent) => boolean,
  field: "duration_ms" | "since_accepted_ms" | "prompt_tokens" | "completion_tokens" | "estimated_cost",
): MetricDeclaration => ({ unit, dimensions, measure: (event) => (holds(event) ? event[field] : undefined) });

const assistant = is("assistant_called");

/** Every metric of the engine's own, and which log events carry it. */
export const metricDeclarations = {
  Accepted: count(["Channel"], is("request_accepted")),
  Rejected: count(["Code"], is("request_rejected")),
  Sent: count(["Channel"], either(is("message_sent"), isStatus("reconciled", "Found"))),
  Setbacks: count(["Reason"], is("setback")),
  Failed: count(["Channel", "Reason"], ({ given_up = false }) => given_up),
  Uncertain: count(["Channel"], either(isStatus("setback", "OutcomeUnknown"), isStatus("not_processed", "Unclear"))),
  DeliveryUnknown: count(["Channel"], is("delivery_unknown")),
  Deliveries: count(["Channel", "Status"], is("delivery")),
  OptOuts: count(["Source"], isStatus("consent_recorded", "suppressed")),
  OptOutsUnrecorded: count([], is("consent_unrecorded")),
  Suppressed: count(["Channel"], either(isStatus("setback", "Suppressed"), is("superseded"))),
  Received: count(["Channel", "Kind"], is("received")),
  CaughtUp: count([], is("inbound_missed")),
  Events: count(["Type"], is("event_told")),
  WebhookTries: count(["Outcome"], is("webhook_tried")),
  RouterLatency: value("Milliseconds", ["Channel"], is("request_accepted", "request_repeated"), "duration_ms"),
  AssistantLatency: value("Milliseconds", ["Channel"], assistant, "duration_ms"),
  CarrierLatency: value("Milliseconds", ["Channel"], is("carrier_called"), "duration_ms"),
  WebhookLatency: value("Milliseconds", [], is("webhook_tried"), "duration_ms"),
  AcceptedToSent: value("Milliseconds", ["Channel"], is("message_sent"), "since_accepted_ms"),
  PromptTokens: value("Count", ["Model"], assistant, "prompt_tokens"),
  CompletionTokens: value("Count", ["Model"], assistant, "completion_tokens"),
  EstimatedCost: value("None", ["Model"], assistant, "estimated_cost"),
} as const satisfies Readonly<Record<string, MetricDeclaration>>;

export type MetricName = keyof typeof metricDeclarations;

const fieldOf: Readonly<Record<MetricDimension, (event: LogEvent) => string | undefined>> = {
  Channel: ({ channel }) => channel,
  Code: ({ error_code }) => error_code,
  Reason: ({ status }) => status,
  Status: ({ status }) => status,
  Model: ({ model }) => model,
  Source: ({ source }) => source,
  Kind: ({ status }) => status,
  Type: ({ status }) => status,
  Outcome: ({ status }) => status,
};

type Directive = {
  readonly Namespace: string;
  readonly Dimensions: readonly (readonly MetricDimension[])[];
  readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
};
type Fields = Readonly<Record<string, string | number>>;
type Part = { readonly directive: Directive; readonly fields: Fields };

const partOf =
  (namespace: string, event: LogEvent) =>
  ([Name, { unit, dimensions, measure }]: readonly [string, MetricDeclaration]): readonly Part[] => {
    const value = measure(event);
    const named = dimensions.map((dimension) => [dimension, fieldOf[dimension](event)] as const);
    if (value === undefined || named.some(([, text = ""]) => text.trim() === "")) return [];
    return [
      {
        directive: { Namespace: namespace, Dimensions: [dimensions], Metrics: [{ Name, Unit: unit }] },
        fields: { ...Object.fromEntries(named.map(([name, text = ""]) => [name, text])), [Name]: value },
      },
    ];
  };

/** The members that make a log line carry metrics. */
type EmbeddedMetrics =
  | Fields
  | { readonly _aws: { readonly Timestamp: number; readonly CloudWatchMetrics: readonly Directive[] } };

/**
 * What an event measures, in CloudWatch's embedded metric format; nothing for an event that measures nothing.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const embeddedMetrics = (namespace: string, event: LogEvent, at: Date): EmbeddedMetrics | undefined => {
  const parts = Object.entries<MetricDeclaration>(metricDeclarations).flatMap(partOf(namespace, event));
  return parts.length === 0
    ? undefined
    : {
        _aws: { Timestamp: at.getTime(), CloudWatchMetrics: parts.map(({ directive }) => directive) },
        ...Object.assign({}, ...parts.map(({ fields }) => fields)),
      };
};
