type Stop = () => Promise<void>;

/** What has been started, to be ended in reverse order. */
export type StopLast = {
  readonly add: (stop: Stop) => void;
  /** Notes how to end `started`, and gives it back. */
  readonly keep: <A extends { readonly stop: Stop }>(started: A) => A;
  /** Ends everything, whatever fails on the way; throws the first failure at the end. */
  readonly stopAll: Stop;
};

export const stopLast = (): StopLast => {
  const stops: Stop[] = [];
  return {
    add: (stop) => void stops.push(stop),
    keep: (started) => {
      stops.push(started.stop);
      return started;
    },
    stopAll: async () => {
      const failures: unknown[] = [];
      for (const stop of stops.splice(0).reverse()) await stop().catch((error: unknown) => failures.push(error));
      if (failures.length > 0) throw failures[0];
    },
  };
};
