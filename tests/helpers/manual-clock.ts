import type { Clock } from "../../runtime/ports/clock";

export type ManualClock = Clock & { readonly advance: (ms: number) => void };

export const START = "2026-11-20T11:45:33.000Z";

/** A clock that stands still until the test moves it. */
export const manualClock = (start: string = START): ManualClock => {
  let now = Date.parse(start);
  return {
    now: () => new Date(now),
    advance: (ms) => {
      now += ms;
    },
  };
};
