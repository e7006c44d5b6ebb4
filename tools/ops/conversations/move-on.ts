import * as E from "fp-ts/Either";
import type { JsonObject } from "../../../runtime/codec/json";
import type { Conversation } from "../../../runtime/conversation/conversation";
import { type QueuedMessage, queuedMessage, sendable } from "../../../runtime/conversation/message";
import { rebuildMessage } from "../../../runtime/conversation/record";
import type { Change } from "../../../runtime/conversation/transitions";
import type { OpsEnv } from "../connect/ops-env";

export type Decision = { readonly by: string; readonly at: Date };

/** Who decided, when, and whether a fresh message is in the queue: `false` leaves it to the sweeper, null needs none. */
export type Decided = { readonly by: string; readonly at: string; readonly queued: boolean | null };

/** Records what an operator decided, if the conversation still is as it was read, and then queues its fresh message, if it has one. */
export const moveOn = async (
  { clock, operator, conversations, queue }: OpsEnv,
  conversation: Conversation,
  changeOf: (decision: Decision) => Change,
  message?: QueuedMessage,
): Promise<E.Either<string, Decided>> => {
  const decision = { by: operator, at: clock.now() };
  const changed = await conversations.change(conversation, changeOf(decision))();
  if (E.isLeft(changed)) {
    if (changed.left._tag === "StoreUnavailable") throw new Error("The conversations table cannot be written");
    return E.left(`${conversation.conversation_id} has just been moved by somebody else: look again (show)`);
  }
  const queued = message === undefined ? null : E.isRight(await queue.send(message)());
  return E.right({ by: operator, at: decision.at.toISOString(), queued });
};

/** A message that goes on with a record's conversation, if a processor would take it. */
export const freshMessage = async (
  { clock }: Pick<OpsEnv, "clock">,
  record: JsonObject,
): Promise<E.Either<string, QueuedMessage>> => {
  const message = rebuildMessage(record);
  if (E.isLeft(message)) return E.left(`its message cannot be rebuilt from the record: ${message.left.reason}`);
  const checked = sendable(message.right, clock.now());
  if (E.isRight(checked)) return E.right(queuedMessage(message.right));
  return E.left(
    checked.left._tag === "TooLate"
      ? "it was accepted more than 28 days ago, too long to be sent"
      : `its message would not be processed: ${checked.left.reason}`,
  );
};
