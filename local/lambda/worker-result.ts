import type { Status } from "./platform-event";

/** How a worker's invocation ended; `NotTaken` means that the handler never saw the event, so that another worker may. */
export type WorkerResult =
  | { readonly _tag: "Answered"; readonly payload: string }
  | {
      readonly _tag: "FunctionError";
      readonly payload: string;
      readonly status: Exclude<Status, "success">;
      readonly errorType: string;
    }
  | { readonly _tag: "NotTaken" };
