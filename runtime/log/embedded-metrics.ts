import type { LogEvent } from "./log-event";
import { type MetricDeclaration, type MetricDimension, metricDeclarations } from "./metric-declarations";

const fieldOf: Readonly<Record<MetricDimension, (event: LogEvent) => string | undefined>> = {
  Channel: ({ channel }) => channel,
  Code: ({ error_code }) => error_code,
  Reason: ({ status }) => status,
  Status: ({ status }) => status,
  Model: ({ model }) => model,
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
export type EmbeddedMetrics =
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
