import { setTimeout } from "node:timers/promises";

/** Waits until `isTrue`, at most `mostMs` milliseconds; fails with `what` otherwise. */
export const until = async (what: string, isTrue: () => boolean, mostMs = 3_000): Promise<void> => {
  for (const end = performance.now() + mostMs; !isTrue(); await setTimeout(5))
    if (performance.now() > end) throw new Error(`Not within ${mostMs} ms: ${what}`);
};

export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
