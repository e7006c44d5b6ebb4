/** How one invocation ended; payloads are JSON text. */
export type InvokeOutcome =
  | { readonly _tag: "Answered"; readonly payload: string }
  | { readonly _tag: "FunctionError"; readonly payload: string }
  | { readonly _tag: "Throttled" }
  | { readonly _tag: "UnknownFunction" };

/** `onTurn` is told when the event's time in line for a worker is over, which on AWS there is none of. */
export type Invoke = (functionName: string, event: unknown, onTurn?: () => void) => Promise<InvokeOutcome>;

/** One invocation that is over; the time includes that of starting a worker, and `at` is its end in epoch milliseconds. */
export type InvocationReport = {
  readonly functionName: string;
  readonly outcome: "Answered" | "FunctionError" | "Throttled";
  readonly durationMs: number;
  readonly at: number;
};
