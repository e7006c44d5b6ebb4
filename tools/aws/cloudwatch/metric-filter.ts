import * as E from "fp-ts/Either";
import { type ParsedLine, parseFilterPattern } from "./filter-pattern";
import type { MetricStore } from "./metric-store";

/** Counts `value` for each line that matches, and `defaultValue` in a minute in which none does. */
export type MetricFilterDeclaration = {
  readonly name: string;
  readonly logGroup: string;
  readonly pattern: string;
  readonly metric: {
    readonly namespace: string;
    readonly name: string;
    readonly value: number;
    readonly defaultValue: number | undefined;
  };
};

export type MetricFilter = { readonly logGroup: string; readonly apply: (line: ParsedLine, at: number) => void };

const MINUTE_MILLIS = 60_000;

/** A metric filter over the lines of one log group; a wrong pattern is refused with the filter's name. */
export const makeMetricFilter = (filter: MetricFilterDeclaration, store: MetricStore): MetricFilter => {
  const { name, logGroup, pattern, metric } = filter;
  const matches = parseFilterPattern(pattern);
  if (E.isLeft(matches)) throw new Error(`metric filter "${name}": ${matches.left}`);
  let minuteWithValue = -1;
  let minuteWithDefault = -1;
  const put = (value: number, at: number, count = 1): void =>
    store.put({ namespace: metric.namespace, name: metric.name, dimensions: {}, value, at }, count);
  const putDefault = (minute: number, count: number): void => {
    if (metric.defaultValue !== undefined) put(metric.defaultValue, minute * MINUTE_MILLIS, count);
  };
  return {
    logGroup,
    apply: (line, at) => {
      const minute = Math.floor(at / MINUTE_MILLIS);
      if (matches.right(line)) {
        // The default stands only for minutes in which lines came but none matched, so a match takes it back.
        if (minuteWithDefault === minute) putDefault(minute, -1);
        minuteWithDefault = -1;
        minuteWithValue = minute;
        put(metric.value, at);
      } else if (minuteWithValue !== minute && minuteWithDefault !== minute) {
        minuteWithDefault = minute;
        putDefault(minute, 1);
      }
    },
  };
};
