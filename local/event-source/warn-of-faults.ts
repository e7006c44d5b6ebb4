import type { MappingEvent } from "./mapping-event";

/** Says what went wrong in the machinery itself, when nobody else listens. */
export const warnOfFaults =
  (functionName: string) =>
  (event: MappingEvent): void => {
    if (event._tag === "PollFailed")
      process.emitWarning(`The queue of function ${functionName} cannot be read: ${event.error.message}`);
    if (event._tag === "DeleteFailed")
      process.emitWarning(`Messages handled by function ${functionName} were not deleted: ${event.error.message}`);
    if (event._tag === "Kept" && event.reason === "InvokeFailed")
      process.emitWarning(`Function ${functionName} cannot be invoked: ${event.detail}`);
  };
