import { type MetricName, metricDeclarations } from "../../runtime/log/metric-declarations";
import { channels } from "../../runtime/request/channel";
import { metricNamespace } from "../metric-namespace";
import type { FoundLines, MetricLine } from "./widget";

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
