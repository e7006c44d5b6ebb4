import { Argument, Command } from "@commander-js/extra-typings";
import * as E from "fp-ts/Either";
import type { Conversation } from "../../../runtime/conversation/conversation";
import type { QueuedMessage } from "../../../runtime/conversation/message";
import { type OperatorsOutcome, settleByOperator } from "../../../runtime/conversation/operator-transitions";
import { nonBlank, WrongUsage } from "../../command-line";
import { answerOf, notDone, type OnStack } from "../cli/answer";
import { agreed } from "../cli/terminal";
import type { OpsEnv } from "../connect/ops-env";
import { anyId, findReadable } from "./find-conversation";
import { type Decided, type Decision, freshMessage, moveOn } from "./move-on";

export type SettleRequest = {
  readonly conversationId: string;
  readonly outcome: OperatorsOutcome;
  readonly reason: string;
  readonly messageId: string | undefined;
};

/** An uncertain conversation as it was read, with what settling it takes. */
type Settleable = {
  readonly conversation: Conversation;
  readonly request: SettleRequest;
  /** The fresh message of a `resend`. */
  readonly message: QueuedMessage | undefined;
};

type Settled = Decided & { readonly conversation_id: string; readonly outcome: OperatorsOutcome };

/** Reads a conversation and checks that it can be settled so; changes nothing. */
export const prepareSettlement = async (env: OpsEnv, request: SettleRequest): Promise<E.Either<string, Settleable>> => {
  const found = await findReadable(env, request.conversationId);
  if (E.isLeft(found)) return found;
  const conversation = found.right;
  if (conversation.send_state !== "uncertain") {
    return E.left(
      `${conversation.conversation_id} is not uncertain but ${conversation.send_state}: there is nothing to settle`,
    );
  }
  const message = request.outcome === "resend" ? await freshMessage(env, conversation) : E.right(undefined);
  return E.isLeft(message) ? message : E.right({ conversation, request, message: message.right });
};

/**
 * Settles what was prepared, if it still is as it was read. A resend is drafted before its message is queued: a processor
 * takes a message of an uncertain conversation off the queue unsent.
 */
export const settle = async (
  env: OpsEnv,
  { conversation, request, message }: Settleable,
): Promise<E.Either<string, Settled>> => {
  const { outcome, reason, messageId } = request;
  const { conversation_id } = conversation;
  const change = (decision: Decision) => settleByOperator(conversation, { outcome, reason, messageId, ...decision });
  const decided = await moveOn(env, conversation, change, message);
  return E.map((how: Decided) => ({ conversation_id, outcome, ...how }))(decided);
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
const questionText = ({ conversation, request }: Settleable): string =>
  [
    `${conversation.conversation_id}: ${conversation.channel_method}, last attempt at ${conversation.sending_at ?? "an unknown time"}.`,
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

const outcomes = ["sent", "resend", "failed"] as const satisfies readonly OperatorsOutcome[];

export const settleCommand = (onStack: OnStack) =>
  new Command("settle")
    .description("settles a conversation that is uncertain: nobody knows whether the carrier took its message")
    .argument("<id>", anyId)
    .addArgument(new Argument("<outcome>").choices(outcomes))
    .requiredOption(
      "--reason <why>",
      "why; kept on the record with the time and who settled it. No personal data, please",
      nonBlank,
    )
    .option("--message-id <id>", "with sent: the carrier's id of the message")
    .option("--yes", "does not ask for confirmation", false)
    .addHelpText(
      "after",
      `
sent    the carrier has it (look there first): recorded as sent
resend  the carrier does not have it: drafted again, and a fresh message is queued
failed  it shall not be sent: recorded as failed for good`,
    )
    .action((conversationId, outcome, { reason, messageId, yes }) => {
      if (messageId !== undefined && outcome !== "sent") throw new WrongUsage("--message-id goes with sent only");
      return onStack(async (env, terminal) => {
        const prepared = await prepareSettlement(env, { conversationId, outcome, reason, messageId });
        if (E.isLeft(prepared)) return notDone(prepared.left);
        const agreement = await agreed(terminal, yes, questionText(prepared.right));
        return E.isLeft(agreement) ? notDone(agreement.left) : answerOf(await settle(env, prepared.right), settledText);
      });
    });
