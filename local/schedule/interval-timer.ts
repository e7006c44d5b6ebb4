/** Calls `onPeriod` after every `periodMs` milliseconds until the returned function is called. */
export type IntervalTimer = (periodMs: number, onPeriod: () => void) => () => void;

/** Node keeps timer periods in 32 bits: about 24.8 days. */
const mostMs = 2 ** 31 - 1;

export const nodeIntervalTimer: IntervalTimer = (periodMs, onPeriod) => {
  let timer: NodeJS.Timeout;
  const wait = (leftMs: number): void => {
    timer = setTimeout(
      () => {
        if (leftMs > mostMs) return wait(leftMs - mostMs);
        wait(periodMs);
        onPeriod();
      },
      Math.min(leftMs, mostMs),
    );
  };
  wait(periodMs);
  return () => clearTimeout(timer);
};
