import type { ConversationStatus } from "../conversation/conversation-status";
import type { SendState } from "../conversation/send-state";
import type { Setback } from "./setback";

/** How the queue is answered: come back with growing delays, come back at once until the dead letters have it, or no more. */
type QueueAnswer = "retry" | "hurry" | "done";

/** What a setback changes on the record; `lastStatus` takes the place of `status` at the last receive. */
export type RecordPart = {
  readonly status: ConversationStatus;
  readonly lastStatus: ConversationStatus;
  readonly sendState: SendState | undefined;
};

/** What a setback does to message and record. */
export type Response = {
  readonly queue: QueueAnswer;
  readonly reason: string;
  readonly retryAfterSeconds: number | undefined;
  readonly record: RecordPart | undefined;
};

const recorded = (
  queue: QueueAnswer,
  reason: string,
  status: ConversationStatus,
  more: {
    readonly lastStatus?: ConversationStatus;
    readonly sendState?: SendState;
    readonly retryAfterSeconds?: number | undefined;
  } = {},
): Response => ({
  queue,
  reason,
  retryAfterSeconds: more.retryAfterSeconds,
  record: { status, lastStatus: more.lastStatus ?? status, sendState: more.sendState },
});

const unrecorded = (reason: string): Response => ({
  queue: "retry",
  reason,
  retryAfterSeconds: undefined,
  record: undefined,
});

export const responseTo = (setback: Setback): Response => {
  switch (setback._tag) {
    case "SetupIncomplete":
      return recorded("hurry", setback.reason, "failed_unknown");
    case "SecretMissing":
      return recorded("retry", setback.reason, "failed_secrets_fetch");
    case "AssistantUnavailable":
      return recorded("retry", `assistant: ${setback.reason}`, "processing", {
        lastStatus: "failed_to_process_ai",
        retryAfterSeconds: setback.retryAfterSeconds,
      });
    case "AssistantUnauthorised":
    case "AssistantRefused":
      return recorded("retry", `assistant: ${setback.reason}`, "failed_to_process_ai");
    case "NotSent":
      return recorded("retry", `carrier: ${setback.reason}`, "processing", {
        lastStatus: "failed_to_send_message",
        sendState: "drafted",
        retryAfterSeconds: setback.retryAfterSeconds,
      });
    case "CarrierSilent":
      return recorded("retry", `carrier: ${setback.reason}`, "processing", { lastStatus: "failed_to_send_message" });
    case "CarrierUnauthorised":
      return recorded("retry", `carrier: ${setback.reason}`, "failed_to_send_message", { sendState: "drafted" });
    case "CarrierRefused":
      return recorded("hurry", `carrier refused: ${setback.code}`, "failed_to_send_message", { sendState: "failed" });
    case "OutcomeUnknown":
      return recorded("done", `carrier: ${setback.reason}`, "processing", { sendState: "uncertain" });
    case "OutOfTime":
      return recorded("retry", "too little time was left", "processing", { lastStatus: "failed_unknown" });
    case "LeaseLost":
      return unrecorded("another worker has the conversation");
    case "SentButUnrecorded":
      return unrecorded("sent, but the record could not be updated");
    case "StoreUnavailable":
      return unrecorded("the conversations table is unavailable");
  }
};
