/** Runs `run` once after `ms` milliseconds and returns the cancel function. Tests pass a manual one. */
export type Timer = (ms: number, run: () => void) => () => void;

export const systemTimer: Timer = (ms, run) => {
  const handle = setTimeout(run, ms);
  return () => clearTimeout(handle);
};
