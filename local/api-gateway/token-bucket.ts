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
