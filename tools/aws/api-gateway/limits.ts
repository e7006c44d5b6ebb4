export type Throttle = {
  /** Requests per second; negative means unlimited, as -1 does in method settings. */
  readonly rate: number;
  /** Requests at once. */
  readonly burst: number;
};

/** Takes a token, if there is one. */
export type TokenBucket = () => boolean;

/** A bucket that starts full, refills at `rate` per second and holds at most `burst`; `now` is in milliseconds. */
export const makeTokenBucket = ({ rate, burst }: Throttle, now: () => number): TokenBucket => {
  let tokens = burst;
  let filledAt = now();
  return () => {
    if (rate < 0 || burst < 0) return true;
    const at = now();
    tokens = Math.min(burst, tokens + ((at - filledAt) / 1000) * rate);
    filledAt = at;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
};

export type Quota = {
  readonly limit: number;
  readonly period: "DAY" | "WEEK" | "MONTH";
  /** Requests taken off the limit in the first period. */
  readonly offset?: number;
};

export type QuotaCounter = { readonly isExhausted: () => boolean; readonly count: () => void };

const DAY_MILLIS = 86_400_000;
const EPOCH_WEEKDAY = 4; // 1 January 1970 was a Thursday; weeks are taken to begin on Sunday

const periodAt = (period: Quota["period"], millis: number): number => {
  const at = new Date(millis);
  const day = Math.floor(millis / DAY_MILLIS);
  if (period === "DAY") return day;
  return period === "WEEK" ? Math.floor((day + EPOCH_WEEKDAY) / 7) : at.getUTCFullYear() * 12 + at.getUTCMonth();
};

/** Counts requests of one key under one plan; periods begin at midnight UTC. */
export const makeQuotaCounter = ({ limit, period, offset = 0 }: Quota, now: () => number): QuotaCounter => {
  const first = periodAt(period, now());
  const used = new Map<number, number>();
  const usedNow = (): number => used.get(periodAt(period, now())) ?? 0;
  return {
    isExhausted: () => usedNow() >= limit - (periodAt(period, now()) === first ? offset : 0),
    count: () => void used.set(periodAt(period, now()), usedNow() + 1),
  };
};
