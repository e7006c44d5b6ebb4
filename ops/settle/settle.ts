import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { decodeOr } from "../../runtime/codec/decode-or";
import type { JsonObject } from "../../runtime/codec/json-object";
import { type QueuedMessage, queuedMessage } from "../../runtime/context/queued-message";
import { StoredConversation } from "../../runtime/conversation/stored-conversation";
import { type OperatorsOutcome, settleByOperator } from "../../runtime/conversation/transitions/settle-by-operator";
import { receive } from "../../runtime/processor/receive";
import { rebuildContext } from "../../runtime/sweeper/rebuild-context";
import { findConversation } from "../lookup/find-conversation";
import type { OpsEnv } from "../ops-env";
import { isRefusal, type Refusal, refuse } from "../refusal";

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

const rebuilt = async (env: OpsEnv, record: JsonObject): Promise<QueuedMessage | Refusal> => {
  const context = rebuildContext(record);
  if (E.isLeft(context)) return refuse(`its message cannot be rebuilt from the record: ${context.left.reason}`);
  const message = queuedMessage(context.right);
  const received = await receive(message.body)(env)();
  if (E.isRight(received)) return message;
  return refuse(
    received.left._tag === "TooLate"
      ? "it was accepted too long ago to be sent again: only sent or failed can settle it"
      : `its message would not be processed: ${received.left.reason}`,
  );
};

/** Reads a conversation and checks that it can be settled so; changes nothing. */
export const prepareSettlement = async (env: OpsEnv, request: SettleRequest): Promise<Settleable | Refusal> => {
  const found = await findConversation(env, request.conversationId);
  if (isRefusal(found)) return found;
  const decoded = pipe(
    found.record,
    decodeOr(StoredConversation, (places) => places),
  );
  if (E.isLeft(decoded)) return refuse(`the record cannot be read: ${decoded.left}`);
  const { send_state } = decoded.right;
  if (send_state !== "uncertain") {
    return refuse(`${request.conversationId} is not uncertain but ${send_state}: there is nothing to settle`);
  }
  const message = request.outcome === "resend" ? await rebuilt(env, found.record) : undefined;
  if (message !== undefined && isRefusal(message)) return message;
  return { conversation: decoded.right, request, message };
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
