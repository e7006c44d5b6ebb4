import * as E from "fp-ts/Either";
import type { Conversation } from "../../../runtime/conversation/conversation";
import type { QueuedMessage } from "../../../runtime/conversation/message";
import { type OperatorsOutcome, settleByOperator } from "../../../runtime/conversation/operator-transitions";
import { answered, isRefusal, notDone, type Refusal, refuse } from "../cli/answer";
import { WrongUsage } from "../cli/arguments";
import type { Command, OpsArguments } from "../cli/ops-options";
import type { OpsEnv } from "../connect/ops-env";
import { findReadable } from "./find-conversation";
import { freshMessage } from "./fresh-message";

export type SettleRequest = {
  readonly conversationId: string;
  readonly outcome: OperatorsOutcome;
  readonly reason: string;
  readonly messageId: string | undefined;
};

/** An uncertain conversation as it was read, with what settling it takes. */
export type Settleable = {
  readonly conversation: Conversation;
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

const consequence: Readonly<Record<OperatorsOutcome, string>> = {
  sent: "The record will say that the message was sent. Nothing is sent.",
  resend: "The message will be sent again. If the carrier did take the first one, the recipient gets it twice.",
  failed: "The record will say that the message failed for good. Nothing is sent.",
};

const stillLooking = ({ conversation_status, next_check_at }: Conversation): readonly string[] =>
  conversation_status === "delivery_unknown"
    ? []
    : [`The sweeper has not given it up: it looks again at ${next_check_at}. Waiting may settle it.`];

/** What an operator is asked before anything is changed. */
export const questionText = ({ conversation, request }: Settleable): string =>
  [
    `${request.conversationId}: ${conversation.channel_method}, last attempt at ${conversation.sending_at ?? "an unknown time"}.`,
    ...stillLooking(conversation),
    consequence[request.outcome],
    "Type yes to go on: ",
  ].join("\n");

const done = ({ outcome, queued }: Settled): string => {
  switch (outcome) {
    case "sent":
      return "It is recorded as sent.";
    case "failed":
      return "It is recorded as failed for good.";
    case "resend":
      return queued
        ? "It is drafted again, and a fresh message is in its channel's queue."
        : "It is drafted again; the queue did not take the fresh message, so the sweeper sends one within some minutes.";
  }
};

export const settledText = (settled: Settled): string =>
  `Settled ${settled.conversation_id}. ${done(settled)} Recorded: by ${settled.by} at ${settled.at}, with the reason.`;

const outcomes: readonly OperatorsOutcome[] = ["sent", "resend", "failed"];

const requestOf = ({ rest, values }: OpsArguments): SettleRequest => {
  const [conversationId, wanted, more] = rest;
  const outcome = outcomes.find((one) => one === wanted);
  if (conversationId === undefined || outcome === undefined || more !== undefined) {
    throw new WrongUsage(`settle takes a conversation id and an outcome: ${outcomes.join(", ")}`);
  }
  const reason = values.reason?.trim() ?? "";
  if (reason === "") throw new WrongUsage("settle needs --reason: why it is settled so");
  const messageId = values["message-id"];
  if (messageId !== undefined && outcome !== "sent") throw new WrongUsage("--message-id goes with sent only");
  return { conversationId, outcome, reason, messageId };
};

export const settleCommand = (given: OpsArguments): Command => {
  const request = requestOf(given);
  return async (env, terminal) => {
    const prepared = await prepareSettlement(env, request);
    if (isRefusal(prepared)) return notDone(prepared.refusal);
    const answer = given.values.yes ? "yes" : await terminal.ask(questionText(prepared));
    if (answer === undefined) return notDone("nobody can be asked for confirmation here; --yes goes without");
    if (answer.trim() !== "yes") return notDone("it was not confirmed, and nothing was changed");
    const settled = await settle(env, prepared);
    return isRefusal(settled) ? notDone(settled.refusal) : answered(settledText(settled), settled);
  };
};
