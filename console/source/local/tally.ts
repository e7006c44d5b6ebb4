import { type Count, type CountName, countNames } from "../../api/picture";

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
