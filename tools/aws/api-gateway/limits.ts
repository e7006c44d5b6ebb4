export type Throttle = {
  /** Requests per second; negative means unlimited, as -1 does in method settings. */
  readonly rate: number;
  /** Requests at once. */
  readonly burst: number;
};

export type TokenBucket = { readonly take: () => boolean };

/** A bucket that starts full, refills at `rate` per second and holds at most `burst`; `now` is in milliseconds. */
export const makeTokenBucket = (throttle: Throttle, now: () => number): TokenBucket => {
  let tokens = throttle.burst;
  let filledAt = now();
  return {
    take: () => {
      if (throttle.rate < 0 || throttle.burst < 0) return true;
      const at = now();
      tokens = Math.min(throttle.burst, tokens + ((at - filledAt) / 1000) * throttle.rate);
      filledAt = at;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
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
export const makeQuotaCounter = (quota: Quota, now: () => number): QuotaCounter => {
  const first = periodAt(quota.period, now());
  let period = first;
  let used = 0;
  const enter = () => {
    const current = periodAt(quota.period, now());
    if (current !== period) used = 0;
    period = current;
  };
  return {
    isExhausted: () => {
      enter();
      return used >= quota.limit - (period === first ? (quota.offset ?? 0) : 0);
    },
    count: () => {
      enter();
      used += 1;
    },
  };
};
