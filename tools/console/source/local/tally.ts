import type { AccessEntry } from "../../../aws/api-gateway/access-log";
import { type Count, type CountName, countNames } from "../../api/picture";
import type { KeyUse } from "../project-details";
import type { FeedEvent } from "./engine-feed";
import type { TableWrite } from "./table-write";

const KEPT_SECONDS = 3_600;
/** A rate over less jumps, over more it lags. */
const RATE_SECONDS = 5;

const secondOf = (ms: number): number => Math.floor(ms / 1000);

/** Numbers by epoch second, of the last hour. */
const makeSeconds = () => {
  const values = new Map<number, number>();
  return {
    at: (second: number): number | undefined => values.get(second),
    put: (second: number, value: number): void => {
      values.set(second, value);
      for (const kept of values.keys()) {
        if (kept >= second - KEPT_SECONDS) break;
        values.delete(kept);
      }
    },
    within: (from: number, seconds: number): readonly number[] =>
      Array.from({ length: seconds }, (_, offset) => values.get(from + offset)).filter((value) => value !== undefined),
  };
};

/** Counts of what happens, and how many of them in each of the last seconds. */
export const makeTally = () => {
  const counters = new Map(countNames.map((name) => [name, { total: 0, seconds: makeSeconds() }]));
  const sum = (name: CountName, from: number, seconds: number): number =>
    (counters.get(name)?.seconds.within(from, seconds) ?? []).reduce((total, count) => total + count, 0);
  return {
    add: (name: CountName, atMs: number): void => {
      const counter = counters.get(name);
      if (counter === undefined) return;
      counter.total += 1;
      counter.seconds.put(secondOf(atMs), (counter.seconds.at(secondOf(atMs)) ?? 0) + 1);
    },
    counts: (nowMs: number): Readonly<Record<CountName, Count>> => {
      const count = (name: CountName): Count => ({
        total: counters.get(name)?.total ?? 0,
        perSecond: sum(name, secondOf(nowMs) - RATE_SECONDS, RATE_SECONDS) / RATE_SECONDS,
      });
      return Object.fromEntries(countNames.map((name) => [name, count(name)])) as Record<CountName, Count>;
    },
    /** How many in each step of `stepSeconds`, up to and without the step that is under way. */
    perStep: (name: CountName, from: number, steps: number, stepSeconds: number): readonly number[] =>
      Array.from({ length: steps }, (_, at) => sum(name, from + at * stepSeconds, stepSeconds)),
  };
};
export type Tally = ReturnType<typeof makeTally>;

/** How many messages waited in all queues at each second that was looked at. */
export const makeDepthLog = () => {
  const depths = makeSeconds();
  return {
    note: (nowMs: number, waiting: number): void =>
      depths.put(secondOf(nowMs), Math.max(waiting, depths.at(secondOf(nowMs)) ?? 0)),
    /** The deepest in each step; null where nobody looked. */
    perStep: (from: number, steps: number, stepSeconds: number): readonly (number | null)[] =>
      Array.from({ length: steps }, (_, at) => {
        const seen = depths.within(from + at * stepSeconds, stepSeconds);
        return seen.length === 0 ? null : Math.max(...seen);
      }),
  };
};
export type DepthLog = ReturnType<typeof makeDepthLog>;

const ofAccess = ({ httpMethod, path, status }: AccessEntry): readonly CountName[] => {
  if (httpMethod !== "POST") return [];
  if (path.includes("/receipts")) return [status < 300 ? "receipts" : "receiptsRefused"];
  if (!path.endsWith("/initiate-conversation")) return [];
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
      const isMessage = !["openai", "company"].includes(event.entry.provider);
      return { names: isMessage ? ["carried"] : [], at: Date.parse(event.entry.at) };
    }
    case "line":
      return { names: [], at: 0 };
  }
};

type Use = { readonly lastUsed: number; readonly byDay: Map<string, number> };

/** Counts what API keys are used for, from when the engine was started; `keys` are those that it has now. */
export const makeKeyUse = (keys: () => readonly { readonly id: string; readonly label: string }[]) => {
  const uses = new Map<string, Use>();
  const keyUse: KeyUse = {
    labelOf: (keyId) => keys().find(({ id }) => id === keyId)?.label,
    lastUsed: (keyId) => {
      const use = uses.get(keyId);
      return use && new Date(use.lastUsed).toISOString();
    },
    requestsOn: (day, keyIds) => keyIds.reduce((sum, id) => sum + (uses.get(id)?.byDay.get(day) ?? 0), 0),
    note: "Known since the engine was started.",
  };
  const add = ({ apiKeyId, at }: Pick<AccessEntry, "apiKeyId" | "at">): void => {
    if (apiKeyId === undefined) return;
    const { byDay } = uses.get(apiKeyId) ?? { byDay: new Map<string, number>() };
    const day = new Date(at).toISOString().slice(0, 10);
    byDay.set(day, (byDay.get(day) ?? 0) + 1);
    uses.set(apiKeyId, { lastUsed: at, byDay });
  };
  return { ...keyUse, add };
};
