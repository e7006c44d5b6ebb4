import { isJsonObject, type JsonObject } from "../../../runtime/codec/json";
import type { ParsedLine } from "./filter-pattern";
import type { Measurement } from "./metric-store";

const objectsIn = (value: unknown): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isJsonObject) : []);

const numbersIn = (value: unknown): readonly number[] =>
  (Array.isArray(value) ? value : [value]).filter((each) => typeof each === "number");

const dimensionSets = (directive: JsonObject): readonly (readonly string[])[] => {
  const sets = Array.isArray(directive.Dimensions) ? directive.Dimensions.filter(Array.isArray) : [];
  return sets.length === 0 ? [[]] : sets.map((names) => names.map(String));
};

/**
 * The measurements that a line in the embedded metric format declares; none for any other line. Only the root of the line counts:
 * Lambda's JSON log format puts what is logged by console under `message`, where CloudWatch does not look.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const embeddedMetrics = (line: ParsedLine, receivedAt: number): readonly Measurement[] => {
  const document = isJsonObject(line.json) ? line.json : undefined;
  const metadata = isJsonObject(document?._aws) ? document._aws : undefined;
  if (document === undefined || metadata === undefined) return [];
  const at = typeof metadata.Timestamp === "number" ? metadata.Timestamp : receivedAt;
  return objectsIn(metadata.CloudWatchMetrics).flatMap((directive) =>
    dimensionSets(directive).flatMap((names) => {
      const values = names.map((name) => document[name]);
      if (!values.every((value) => typeof value === "string" && value.trim() !== "")) return [];
      const dimensions = Object.fromEntries(names.map((name, at) => [name, String(values[at])]));
      return objectsIn(directive.Metrics).flatMap(({ Name, Unit }) =>
        numbersIn(document[String(Name)]).map((value) => ({
          namespace: String(directive.Namespace),
          name: String(Name),
          dimensions,
          value,
          at,
          ...(typeof Unit === "string" ? { unit: Unit } : {}),
        })),
      );
    }),
  );
};
