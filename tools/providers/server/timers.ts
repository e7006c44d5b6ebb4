/** Runs `run` once after `ms` milliseconds and returns the cancel function. Tests pass a manual one. */
export type Timer = (ms: number, run: () => void) => () => void;

export const systemTimer: Timer = (ms, run) => {
  const handle = setTimeout(run, ms);
  return () => clearTimeout(handle);
};

/** Timers that can be counted and cancelled together; after `cancelAll` no new one starts. */
export const makeTimerSet = (timer: Timer) => {
  const cancels = new Set<() => void>();
  let closed = false;
  return {
    after: (ms: number, run: () => void): void => {
      if (closed) return;
      const cancel = timer(ms, () => {
        cancels.delete(cancel);
        run();
      });
      cancels.add(cancel);
    },
    pending: (): number => cancels.size,
    cancelAll: (): void => {
      closed = true;
      for (const cancel of cancels) cancel();
      cancels.clear();
    },
  };
};

export type TimerSet = ReturnType<typeof makeTimerSet>;
