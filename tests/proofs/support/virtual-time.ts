import { START } from "../../helpers/time-and-chance";

type Event = { readonly at: number; readonly run: () => void; cancelled: boolean };

/** Time that passes only when the test lets it, with everything that is to happen later in its order. */
export const virtualTime = () => {
  const events: Event[] = [];
  let now = Date.parse(START);

  const placeOf = (at: number): number => {
    let low = 0;
    let high = events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((events[middle]?.at ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  /** Runs `run` so many milliseconds from now, unless cancelled by the effect that it gives. */
  const after = (ms: number, run: () => void): (() => void) => {
    const event: Event = { at: now + ms, run, cancelled: false };
    events.splice(placeOf(event.at), 0, event);
    return () => {
      event.cancelled = true;
    };
  };
  const dropCancelled = (): void => {
    while (events[0]?.cancelled) events.shift();
  };

  return {
    clock: { now: () => new Date(now) },
    /** Milliseconds since 1970. */
    nowMs: () => now,
    after,
    sleep: (ms: number) => new Promise<void>((resolve) => after(ms, resolve)),
    /** Lets everything happen that needs no time to pass. */
    passOn: () => new Promise<void>((resolve) => setImmediate(resolve)),
    /** When the next event is, if there is one. */
    nextAt: () => {
      dropCancelled();
      return events[0]?.at;
    },
    /** Moves to a moment that lies ahead, and runs what is due then. */
    moveTo: (at: number): void => {
      now = Math.max(now, at);
      dropCancelled();
      const [event] = events;
      if (event === undefined || event.at > now) return;
      events.shift();
      event.run();
    },
  };
};

export type VirtualTime = ReturnType<typeof virtualTime>;
