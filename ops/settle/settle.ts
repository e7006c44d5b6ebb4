import * as E from "fp-ts/Either";
import type { QueuedMessage } from "../../runtime/context/queued-message";
import type { StoredConversation } from "../../runtime/conversation/stored-conversation";
import { type OperatorsOutcome, settleByOperator } from "../../runtime/conversation/transitions/settle-by-operator";
import { findReadable } from "../lookup/find-readable";
import type { OpsEnv } from "../ops-env";
import { isRefusal, type Refusal, refuse } from "../refusal";
import { freshMessage } from "./fresh-message";

export type SettleRequest = {
  readonly conversationId: string;
  readonly outcome: OperatorsOutcome;
  readonly reason: string;
  readonly messageId: string | undefined;
};

/** An uncertain conversation as it was read, with what settling it takes. */
export type Settleable = {
  readonly conversation: StoredConversation;
  readonly request: SettleRequest;
  /** The fresh message of a `resend`. */
  readonly message: QueuedMessage | undefined;
};

export type Settled = {
  readonly conversation_id: string;
  readonly outcome: OperatorsOutcome;
  readonly by: string;
  readonly at: string;
  /** Whether a fresh message is in the queue; `false` leaves it to the sweeper. */
  readonly queued: boolean | null;
};

/** Reads a conversation and checks that it can be settled so; changes nothing. */
export const prepareSettlement = async (env: OpsEnv, request: SettleRequest): Promise<Settleable | Refusal> => {
  const found = await findReadable(env, request.conversationId);
  if (isRefusal(found)) return found;
  const { record, conversation } = found;
  if (conversation.send_state !== "uncertain") {
    return refuse(
      `${request.conversationId} is not uncertain but ${conversation.send_state}: there is nothing to settle`,
    );
  }
  const message = request.outcome === "resend" ? await freshMessage(env, record) : undefined;
  if (message !== undefined && isRefusal(message)) return message;
  return { conversation, request, message };
};

const enqueue = async ({ queue }: OpsEnv, message: QueuedMessage | undefined): Promise<boolean | null> =>
  message === undefined ? null : E.isRight(await queue.send(message)());

/**
 * Settles what was prepared, if it still is as it was read. A resend is drafted before its message is queued: a processor
 * takes a message of an uncertain conversation off the queue unsent.
 */
export const settle = async (
  env: OpsEnv,
  { conversation, request, message }: Settleable,
): Promise<Settled | Refusal> => {
  const { outcome, reason, messageId } = request;
  const at = env.clock.now();
  const change = settleByOperator(conversation, { outcome, reason, messageId, by: env.operator, at });
  const changed = await env.conversations.change(conversation, change)();
  if (E.isLeft(changed)) {
    if (changed.left._tag === "StoreUnavailable") throw new Error("The conversations table cannot be written");
    return refuse(`${request.conversationId} has just been moved by somebody else: look again (show)`);
  }
  return {
    conversation_id: request.conversationId,
    outcome,
    by: env.operator,
    at: at.toISOString(),
    queued: await enqueue(env, message),
  };
};
