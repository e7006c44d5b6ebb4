/** One invocation that is over; the time includes that of starting a worker, and `at` is its end in epoch milliseconds. */
export type InvocationReport = {
  readonly functionName: string;
  readonly outcome: "Answered" | "FunctionError" | "Throttled";
  readonly durationMs: number;
  readonly at: number;
};
