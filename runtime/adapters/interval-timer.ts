import type { Timer } from "../ports/timer";

export const intervalTimer: Timer = {
  every: (ms, task) => () => {
    const interval = setInterval(task, ms);
    return () => clearInterval(interval);
  },
};
