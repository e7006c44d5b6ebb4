import type { AccessEntry } from "../../../aws/api-gateway/access-log";
import { type Count, type CountName, countNames } from "../../api/picture";
import type { FeedEvent } from "./engine-feed";
import type { TableWrite } from "./table-write";

/** Counts of what happens, and how many of them in each of the last seconds. */
export type Tally = {
  readonly add: (name: CountName, atMs: number) => void;
  readonly counts: (nowMs: number) => Readonly<Record<CountName, Count>>;
  /** How many in each step of `stepSeconds`, up to and without the step that is under way. */
  readonly perStep: (name: CountName, from: number, steps: number, stepSeconds: number) => readonly number[];
};

const KEPT_SECONDS = 3_600;
/** A rate over less jumps, over more it lags. */
const RATE_SECONDS = 5;

const secondOf = (ms: number): number => Math.floor(ms / 1000);

export const makeTally = (): Tally => {
  const totals = new Map<CountName, number>();
  const seconds = new Map<CountName, Map<number, number>>(countNames.map((name) => [name, new Map()]));
  const within = (name: CountName, from: number, to: number): number => {
    let sum = 0;
    for (let second = from; second < to; second += 1) sum += seconds.get(name)?.get(second) ?? 0;
    return sum;
  };
  return {
    add: (name, atMs) => {
      const second = secondOf(atMs);
      const ofName = seconds.get(name);
      totals.set(name, (totals.get(name) ?? 0) + 1);
      ofName?.set(second, (ofName.get(second) ?? 0) + 1);
      for (const kept of ofName?.keys() ?? []) {
        if (kept >= second - KEPT_SECONDS) break;
        ofName?.delete(kept);
      }
    },
    counts: (nowMs) => {
      const now = secondOf(nowMs);
      const count = (name: CountName): Count => ({
        total: totals.get(name) ?? 0,
        perSecond: within(name, now - RATE_SECONDS, now) / RATE_SECONDS,
      });
      return Object.fromEntries(countNames.map((name) => [name, count(name)])) as Record<CountName, Count>;
    },
    perStep: (name, from, steps, stepSeconds) =>
      Array.from({ length: steps }, (_, at) => within(name, from + at * stepSeconds, from + (at + 1) * stepSeconds)),
  };
};

/** How many messages waited in all queues at each second that was looked at. */
export type DepthLog = {
  readonly note: (nowMs: number, waiting: number) => void;
  /** The deepest in each step; null where nobody looked. */
  readonly perStep: (from: number, steps: number, stepSeconds: number) => readonly (number | null)[];
};

const KEPT = 3_600;

export const makeDepthLog = (): DepthLog => {
  const depths = new Map<number, number>();
  return {
    note: (nowMs, waiting) => {
      const second = Math.floor(nowMs / 1000);
      depths.set(second, Math.max(waiting, depths.get(second) ?? 0));
      for (const kept of depths.keys()) {
        if (kept >= second - KEPT) break;
        depths.delete(kept);
      }
    },
    perStep: (from, steps, stepSeconds) =>
      Array.from({ length: steps }, (_, at) => {
        const seconds = Array.from({ length: stepSeconds }, (__, offset) =>
          depths.get(from + at * stepSeconds + offset),
        ).filter((depth) => depth !== undefined);
        return seconds.length === 0 ? null : Math.max(...seconds);
      }),
  };
};

const ofAccess = ({ httpMethod, path, status }: AccessEntry): readonly CountName[] => {
  if (httpMethod !== "POST") return [];
  if (path.includes("/receipts")) return [status < 300 ? "receipts" : "receiptsRefused"];
  return ["requests", status < 300 ? "accepted" : "refused"];
};

const ofWrite = ({ outcome, set, kind }: TableWrite): readonly CountName[] => {
  if (outcome !== "done" || kind !== "changed") return [];
  const isSetback = set.failure_reason !== undefined && set.send_state !== "failed";
  return [
    ...(set.send_state === "drafted" && !isSetback ? (["drafted"] as const) : []),
    ...(set.send_state === "sent" ? (["sent"] as const) : []),
    ...(set.send_state === "failed" ? (["failed"] as const) : []),
    ...(isSetback ? (["setbacks"] as const) : []),
  ];
};

/** What an event counts as, with its time in epoch milliseconds. */
export const countedAs = (event: FeedEvent): { readonly names: readonly CountName[]; readonly at: number } => {
  switch (event.kind) {
    case "access":
      return { names: ofAccess(event.entry), at: event.entry.at };
    case "write":
      return { names: ofWrite(event.write), at: Date.parse(event.write.at) };
    case "carrier": {
      const isMessage = event.entry.provider !== "openai";
      return { names: isMessage ? ["carried"] : [], at: Date.parse(event.entry.at) };
    }
    case "line":
      return { names: [], at: 0 };
  }
};
