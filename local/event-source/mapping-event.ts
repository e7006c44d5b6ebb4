/** What happened to a batch, or to the polling. */
export type MappingEvent =
  | { readonly _tag: "Received"; readonly messageIds: readonly string[] }
  | { readonly _tag: "Deleted"; readonly messageIds: readonly string[] }
  | {
      readonly _tag: "Kept";
      readonly messageIds: readonly string[];
      readonly reason: KeptReason;
      readonly detail: string;
    }
  | { readonly _tag: "Throttled"; readonly messageIds: readonly string[]; readonly retryAfterMs: number }
  | { readonly _tag: "PollFailed"; readonly error: Error; readonly retryAfterMs: number }
  | { readonly _tag: "DeleteFailed"; readonly messageIds: readonly string[]; readonly error: Error };

/** Why messages stay in the queue until their visibility timeout ends. */
export type KeptReason =
  | "ItemFailures"
  | "MalformedAnswer"
  | "FunctionError"
  | "Throttled"
  | "UnknownFunction"
  | "InvokeFailed"
  | "Stopped";
