/** How a batch went, as far as the number of parallel batches goes. */
export type GateSignal = "Went" | "Failed" | "Throttled" | "Empty";

export type BatchGate = ReturnType<typeof makeBatchGate>;

/** Lambda starts with five parallel batches and grows while they go well. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const firstAllowance = 5;

const nextAllowance = (allowance: number, signal: GateSignal, wasFull: boolean): number => {
  if (signal === "Throttled") return Math.max(1, Math.floor(allowance / 2));
  if (signal === "Failed") return Math.max(1, allowance - 1);
  return signal === "Went" && wasFull ? allowance + 1 : allowance;
};

/** Limits the batches that run in parallel, never above `maximum`. */
export const makeBatchGate = (maximum: number) => {
  const waiting: (() => void)[] = [];
  let most = maximum;
  let allowance = Math.min(firstAllowance, maximum);
  let running = 0;
  let isClosed = false;

  const admit = (): void => {
    while (waiting.length > 0 && (isClosed || running < allowance)) {
      running += 1;
      waiting.shift()?.();
    }
  };

  return {
    /** Resolves when one more batch may run, or when the gate is closed. */
    enter: (): Promise<void> =>
      new Promise((resolve) => {
        waiting.push(resolve);
        admit();
      }),
    leave: (signal: GateSignal): void => {
      allowance = Math.min(most, nextAllowance(allowance, signal, running >= allowance));
      running -= 1;
      admit();
    },
    setMaximum: (next: number): void => {
      most = next;
      allowance = Math.max(1, Math.min(next, Math.max(allowance, firstAllowance)));
      admit();
    },
    close: (): void => {
      isClosed = true;
      admit();
    },
  };
};
