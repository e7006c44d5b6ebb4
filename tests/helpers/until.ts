import { setTimeout } from "node:timers/promises";

/** Waits until `isTrue`, at most `mostMs` milliseconds; fails with `what` otherwise. Long, because machines may be loaded. */
export const until = async (what: string, isTrue: () => boolean, mostMs = 20_000): Promise<void> => {
  for (const end = performance.now() + mostMs; !isTrue(); await setTimeout(5))
    if (performance.now() > end) throw new Error(`not within ${mostMs} ms: ${what}`);
};
