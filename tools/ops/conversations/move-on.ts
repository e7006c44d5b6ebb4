import * as E from "fp-ts/Either";
import type { JsonObject } from "../../../runtime/codec/json";
import type { Conversation } from "../../../runtime/conversation/conversation";
import { type QueuedMessage, queuedMessage } from "../../../runtime/conversation/message";
import { rebuildContext } from "../../../runtime/conversation/record";
import type { Clock } from "../../../runtime/ports/time-and-chance";
import { receive } from "../../../runtime/processor/receive";
import type { OpsEnv } from "../connect/ops-env";

type Change = Parameters<OpsEnv["conversations"]["change"]>[1];

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
  env: { readonly clock: Clock },
  record: JsonObject,
): Promise<E.Either<string, QueuedMessage>> => {
  const context = rebuildContext(record);
  if (E.isLeft(context)) return E.left(`its message cannot be rebuilt from the record: ${context.left.reason}`);
  const message = queuedMessage(context.right);
  const received = await receive(message.body)(env)();
  if (E.isRight(received)) return E.right(message);
  return E.left(
    received.left._tag === "TooLate"
      ? "it was accepted more than 28 days ago, too long to be sent"
      : `its message would not be processed: ${received.left.reason}`,
  );
};
