/** How a batch went, as far as the number of parallel batches goes. */
export type GateSignal = "Went" | "Failed" | "Throttled" | "Empty";

export type BatchGate = {
  /** Resolves when one more batch may run, or when the gate is closed. */
  readonly enter: () => Promise<void>;
  readonly leave: (signal: GateSignal) => void;
  readonly setMaximum: (maximum: number) => void;
  readonly close: () => void;
};

/** Lambda starts with five parallel batches and grows while they go well. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const firstAllowance = 5;

const nextAllowance = (allowance: number, signal: GateSignal, wasFull: boolean): number => {
  if (signal === "Throttled") return Math.max(1, Math.floor(allowance / 2));
  if (signal === "Failed") return Math.max(1, allowance - 1);
  return signal === "Went" && wasFull ? allowance + 1 : allowance;
};

/** Limits the batches that run in parallel, never above `maximum`. */
export const makeBatchGate = (maximum: number): BatchGate => {
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
    enter: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        admit();
      }),
    leave: (signal) => {
      allowance = Math.min(most, nextAllowance(allowance, signal, running >= allowance));
      running -= 1;
      admit();
    },
    setMaximum: (next) => {
      most = next;
      allowance = Math.max(1, Math.min(next, Math.max(allowance, firstAllowance)));
      admit();
    },
    close: () => {
      isClosed = true;
      admit();
    },
  };
};
