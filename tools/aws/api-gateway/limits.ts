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

/** Requests in a day. */
export type Quota = { readonly limit: number };

export type QuotaCounter = { readonly isExhausted: () => boolean; readonly count: () => void };

const DAY_MILLIS = 86_400_000;

/** Counts requests of one key under one plan; a day begins at midnight UTC. */
export const makeQuotaCounter = ({ limit }: Quota, now: () => number): QuotaCounter => {
  const used = new Map<number, number>();
  const today = (): number => Math.floor(now() / DAY_MILLIS);
  const usedNow = (): number => used.get(today()) ?? 0;
  return {
    isExhausted: () => usedNow() >= limit,
    count: () => void used.set(today(), usedNow() + 1),
  };
};
