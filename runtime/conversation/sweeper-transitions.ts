import type { Conversation, ConversationStatus, SendState } from "./conversation";
import {
  type Change,
  givenUp,
  goneOn,
  released,
  unlooked,
  untouched,
  unwatched,
  watched,
  watchedStill,
} from "./transitions";

/** The carrier lists nothing of it: the draft may go out again. */
export const returnToDrafted = (conversation: Conversation, nextCheckAt: string, at: Date): Change => ({
  when: untouched(conversation),
  set: {
    send_state: "drafted",
    conversation_status: "processing",
    failure_reason: null,
    absences: (conversation.absences ?? 0) + 1,
    ...(conversation.draft === undefined ? {} : { unlisted: conversation.draft.variables }),
    ...released(at),
    ...watched(conversation, nextCheckAt),
    updated_at: at.toISOString(),
  },
  remove: goneOn,
});

type GivenUp = { readonly sendState?: SendState; readonly status: ConversationStatus; readonly reason: string };

/** Nobody goes on with it by itself: a redrive or an operator does, once the cause is mended. */
export const giveUp = (conversation: Conversation, { sendState, status, reason }: GivenUp, at: Date): Change => ({
  when: untouched(conversation),
  set: {
    send_state: sendState ?? conversation.send_state,
    conversation_status: status,
    failure_reason: reason,
    ...released(at),
    ...givenUp(at),
    updated_at: at.toISOString(),
  },
});

/** Nobody can tell whether the carrier has the message: an operator, or a late receipt, decides. */
export const giveUpKnowing = (conversation: Conversation, reason: string, at: Date): Change =>
  giveUp(conversation, { sendState: "uncertain", status: "delivery_unknown", reason }, at);

/** Nobody may send it any more. */
export const expire = (conversation: Conversation, status: ConversationStatus, reason: string, at: Date): Change => ({
  when: untouched(conversation),
  set: {
    send_state: "failed",
    conversation_status: status,
    failure_reason: reason,
    ...released(at),
    updated_at: at.toISOString(),
  },
  remove: unwatched,
});

/** The recipient has opted out while nothing had been handed to the carrier. */
export const supersede = (conversation: Conversation, at: Date): Change =>
  expire(conversation, "suppressed", "suppressed", at);

/** Looks again at `nextCheckAt`; `sweeps` counts the times that the sweeper had to pick the conversation up. */
export const checkLater = (
  conversation: Conversation,
  nextCheckAt: string,
  sweeps = conversation.sweeps ?? 0,
): Change => ({
  when: unlooked(conversation),
  set: { ...watchedStill(conversation, nextCheckAt), sweeps },
});

/** There is nothing more to check: it is final. */
export const leaveIndex = (conversation: Conversation): Change => ({
  when: untouched(conversation),
  set: {},
  remove: unwatched,
});

/** Its threads are gone: nothing is left to do before DynamoDB deletes the record. */
export const threadsEnded = (at: Date): Change => ({
  when: {},
  set: { threads_ended_at: at.toISOString() },
  remove: ["retention_bucket", "retention_check_at"],
});

/** Its threads could not be deleted: again then. */
export const endThreadsLater = (nextCheckAt: string): Change => ({
  when: {},
  set: { retention_check_at: nextCheckAt },
});
