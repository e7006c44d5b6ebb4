import type { Timer } from "../../runtime/ports/timer";

export type FakeTimer = {
  readonly timer: Timer;
  /** Milliseconds between the runs of each task that is still running. */
  readonly running: () => readonly number[];
  /** Runs every running task once, to its end. */
  readonly tick: () => Promise<void>;
};

/** A timer that runs its tasks when the test says so. */
export const fakeTimer = (): FakeTimer => {
  const tasks = new Map<symbol, { readonly ms: number; readonly task: () => Promise<void> }>();
  return {
    timer: {
      every: (ms, task) => () => {
        const id = Symbol("task");
        tasks.set(id, { ms, task });
        return () => tasks.delete(id);
      },
    },
    running: () => [...tasks.values()].map(({ ms }) => ms),
    tick: async () => {
      for (const { task } of [...tasks.values()]) await task();
    },
  };
};
