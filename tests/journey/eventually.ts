import { setTimeout } from "node:timers/promises";

const PAUSE_MS = 50;

/** Asks until there is an answer, at most `mostSeconds`, which is long because machines may be loaded; fails with `what` otherwise. */
export const eventually = async <A>(what: string, ask: () => Promise<A | undefined>, mostSeconds = 120): Promise<A> => {
  for (const end = performance.now() + mostSeconds * 1000; performance.now() < end; await setTimeout(PAUSE_MS)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
  }
  throw new Error(`not within ${mostSeconds} s: ${what}`);
};

/** Waits until something is true. */
export const eventuallyTrue = (
  what: string,
  isTrue: () => boolean | Promise<boolean>,
  seconds?: number,
): Promise<true> => eventually(what, async () => ((await isTrue()) ? true : undefined), seconds);
