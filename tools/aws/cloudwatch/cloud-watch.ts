import { type AlarmChange, makeAlarms } from "./alarm";
import { alarmMessage } from "./alarm-message";
import { embeddedMetrics } from "./embedded-metrics";
import { parseLine } from "./filter-pattern";
import { type MetricFilter, type MetricFilterDeclaration, makeMetricFilter } from "./metric-filter";
import { type Datapoint, datapoints, type Measurement, type MetricQuery, makeMetricStore } from "./metric-store";

type IngestedLine = {
  readonly logGroup: string;
  /** ISO 8601. */
  readonly timestamp: string;
  readonly line: string;
};

type CloudWatchOptions = {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly publish: (topicArn: string, subject: string, message: string) => Promise<void>;
  readonly onAlarm?: (change: AlarmChange) => void;
  readonly onError?: (error: Error) => void;
  /** 5000 unless given; 0 leaves evaluation to the caller. */
  readonly evaluateEveryMs?: number;
};

const timeOf = ({ timestamp, logGroup }: IngestedLine): number => {
  const at = Date.parse(timestamp);
  if (Number.isNaN(at)) throw new Error(`log group ${logGroup}: the timestamp of a line is not ISO 8601`);
  return at;
};

export type CloudWatch = ReturnType<typeof startCloudWatch>;

/** Starts a stand-in for CloudWatch: metric filters, embedded metrics and alarms, all in memory. */
export const startCloudWatch = (options: CloudWatchOptions) => {
  const onError = options.onError ?? ((error: Error) => console.error(error));
  const store = makeMetricStore(options.now);
  const alarms = makeAlarms(store, options.now);
  const filters = new Map<string, MetricFilter>();
  const filterKey = (logGroup: string, name: string) => JSON.stringify([logGroup, name]);
  const publishing = new Set<Promise<void>>();

  const publish = (topicArn: string, change: AlarmChange) => {
    const { subject, message } = alarmMessage(change);
    const sent = Promise.resolve()
      .then(() => options.publish(topicArn, subject, message))
      .catch((cause: unknown) =>
        onError(new Error(`alarm "${change.state.alarm.name}" could not be published to ${topicArn}`, { cause })),
      )
      .finally(() => publishing.delete(sent));
    publishing.add(sent);
  };
  const announce = (change: AlarmChange) => {
    options.onAlarm?.(change);
    const { alarm, value } = change.state;
    if (value === "ALARM" && alarm.actionsEnabled) for (const topicArn of alarm.alarmActions) publish(topicArn, change);
  };
  const evaluate = () => {
    for (const change of alarms.evaluate()) announce(change);
  };

  const every = options.evaluateEveryMs ?? 5000;
  const timer = every > 0 ? setInterval(evaluate, every) : undefined;
  return {
    putMetricFilter: (filter: MetricFilterDeclaration): void =>
      void filters.set(filterKey(filter.logGroup, filter.name), makeMetricFilter(filter, store)),
    removeMetricFilter: (logGroup: string, name: string): void => void filters.delete(filterKey(logGroup, name)),
    putAlarm: alarms.put,
    removeAlarm: alarms.remove,
    /** Runs the log group's filters over a line, and takes the metrics embedded in it. */
    ingest: (ingested: IngestedLine): void => {
      const at = timeOf(ingested);
      const line = parseLine(ingested.line);
      for (const filter of filters.values()) if (filter.logGroup === ingested.logGroup) filter.apply(line, at);
      for (const measurement of embeddedMetrics(line, at)) store.put(measurement);
    },
    putMetric: (measurement: Measurement): void => store.put(measurement),
    alarms: alarms.list,
    /** For charts: the statistic of each period that has data. */
    metrics: (query: MetricQuery): readonly Datapoint[] => datapoints(store, query),
    listMetrics: store.list,
    /** Also called by a timer. */
    evaluate,
    /** Waits for notifications under way. */
    stop: async (): Promise<void> => {
      clearInterval(timer);
      await Promise.all(publishing);
    },
  };
};
