import type { Timer } from "../../../local/providers/timer";

export type ManualTimer = { readonly timer: Timer; readonly advance: (ms: number) => void };

/** A timer that runs only when the test says how much time has passed. */
export const manualTimer = (): ManualTimer => {
  const waiting = new Set<{ readonly at: number; readonly run: () => void }>();
  let now = 0;
  return {
    timer: (ms, run) => {
      const one = { at: now + ms, run };
      waiting.add(one);
      return () => waiting.delete(one);
    },
    advance: (ms) => {
      const until = now + ms;
      for (;;) {
        const [next] = [...waiting].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        waiting.delete(next);
        now = next.at;
        next.run();
      }
      now = until;
    },
  };
};
