/** How many messages waited in all queues at each second that was looked at. */
export type DepthLog = {
  readonly note: (nowMs: number, waiting: number) => void;
  /** The deepest in each step; null where nobody looked. */
  readonly perStep: (from: number, steps: number, stepSeconds: number) => readonly (number | null)[];
};

const KEPT = 3_600;

export const makeDepthLog = (): DepthLog => {
  const depths = new Map<number, number>();
  return {
    note: (nowMs, waiting) => {
      const second = Math.floor(nowMs / 1000);
      depths.set(second, Math.max(waiting, depths.get(second) ?? 0));
      for (const kept of depths.keys()) {
        if (kept >= second - KEPT) break;
        depths.delete(kept);
      }
    },
    perStep: (from, steps, stepSeconds) =>
      Array.from({ length: steps }, (_, at) => {
        const seconds = Array.from({ length: stepSeconds }, (__, offset) =>
          depths.get(from + at * stepSeconds + offset),
        ).filter((depth) => depth !== undefined);
        return seconds.length === 0 ? null : Math.max(...seconds);
      }),
  };
};
