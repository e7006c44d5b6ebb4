import { setTimeout } from "node:timers/promises";

/** Waits for `ms` milliseconds, or until `signal` aborts. */
export const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  try {
    await setTimeout(ms, undefined, { signal });
  } catch (fault) {
    if (!signal.aborted) throw fault;
  }
};
