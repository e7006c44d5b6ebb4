import type { QueueName } from "../../ops/connect/queue-names";

/** How often something happened: since the console counts, and per second lately. */
export type Count = { readonly total: number; readonly perSecond: number };

export type QueueView = {
  readonly waiting: number;
  readonly inFlight: number;
  /** Seconds since the oldest message was sent; null for an empty queue, or where nobody knows. */
  readonly oldestSeconds: number | null;
  readonly deadLetters: number;
};

export type AlarmView = {
  readonly name: string;
  readonly state: "OK" | "ALARM" | "INSUFFICIENT_DATA";
  readonly reason: string;
  readonly description: string;
  /** ISO 8601. */
  readonly since: string;
};

export const countNames = [
  "requests",
  "accepted",
  "refused",
  "drafted",
  "sent",
  "setbacks",
  "failed",
  "carried",
  "receipts",
  "receiptsRefused",
] as const;
export type CountName = (typeof countNames)[number];

/** What the console shows of the whole engine, at one moment. */
export type Picture = {
  readonly at: string;
  /** Null where nobody counts that. */
  readonly counts: Readonly<Record<CountName, Count | null>>;
  readonly queues: Readonly<Record<QueueName, QueueView>>;
  readonly alarms: readonly AlarmView[];
  /** What the counts cover, in words. */
  readonly span: string;
};

export const seriesNames = ["accepted", "sent", "receipts", "setbacks", "waiting"] as const;
export type SeriesName = (typeof seriesNames)[number];

/** Values over time, as a chart takes them: epoch seconds, and a list of the same length for each line. */
export type History = {
  readonly at: readonly number[];
  readonly lines: Readonly<Record<SeriesName, readonly (number | null)[]>>;
  readonly stepSeconds: number;
};
