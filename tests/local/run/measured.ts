import type { CloudWatch } from "../../../local/cloudwatch/cloud-watch";
import type { Measurement } from "../../../local/cloudwatch/metric";

/** What a function measures, as `Namespace Name {dimensions}` with the value. */
export const measured = (measure: (cloudWatch: Pick<CloudWatch, "putMetric">) => void) => {
  const all: Measurement[] = [];
  measure({ putMetric: (measurement) => void all.push(measurement) });
  return Object.fromEntries(
    all.map(({ namespace, name, dimensions, value }) => [
      `${namespace} ${name} ${Object.values(dimensions).join(" ")}`,
      value,
    ]),
  );
};
