/** What the Runtime API hands to a worker's process; `event` is JSON text. */
export type Invocation = {
  readonly requestId: string;
  readonly event: string;
  readonly deadlineMs: number;
  readonly functionArn: string;
  readonly traceId: string;
};

type Spoken = { readonly payload: string; readonly peakMemoryKb?: number };

/** What a worker's process says to the Runtime API. */
export type RuntimeMessage =
  | { readonly _tag: "Ready"; readonly deliver: (invocation: Invocation) => void }
  | ({ readonly _tag: "Answered"; readonly requestId: string } & Spoken)
  | ({ readonly _tag: "Failed"; readonly requestId: string; readonly errorType: string } & Spoken)
  | ({ readonly _tag: "InitFailed"; readonly errorType: string } & Spoken);
