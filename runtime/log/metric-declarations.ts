import type { LogEvent } from "./log-event";

export type MetricUnit = "Count" | "Milliseconds" | "None";

/** Each takes few values: a channel, an error code, the name of a failure, a model that a project has configured. Never an id. */
export type MetricDimension = "Channel" | "Code" | "Reason" | "Status" | "Model";

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
  RouterLatency: value("Milliseconds", ["Channel"], is("request_accepted"), "duration_ms"),
  AssistantLatency: value("Milliseconds", ["Channel"], assistant, "duration_ms"),
  CarrierLatency: value("Milliseconds", ["Channel"], is("carrier_called"), "duration_ms"),
  AcceptedToSent: value("Milliseconds", ["Channel"], is("message_sent"), "since_accepted_ms"),
  PromptTokens: value("Count", ["Model"], assistant, "prompt_tokens"),
  CompletionTokens: value("Count", ["Model"], assistant, "completion_tokens"),
  EstimatedCost: value("None", ["Model"], assistant, "estimated_cost"),
} as const satisfies Readonly<Record<string, MetricDeclaration>>;

export type MetricName = keyof typeof metricDeclarations;
