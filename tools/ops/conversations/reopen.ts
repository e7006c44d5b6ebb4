import { Command } from "@commander-js/extra-typings";
import * as E from "fp-ts/Either";
import { isJsonObject, type JsonObject } from "../../../runtime/codec/json";
import { reopenByOperator } from "../../../runtime/conversation/operator-transitions";
import { nonBlank } from "../../command-line";
import { answerOf, type OnStack } from "../cli/answer";
import type { OpsEnv } from "../connect/ops-env";
import { anyId, findReadable } from "./find-conversation";
import { type Decided, type Decision, freshMessage, moveOn } from "./move-on";

type Reopened = Decided & { readonly conversation_id: string; readonly send_state: "accepted" | "drafted" };

/** Why a record that is failed stays so; the carrier's refusals are brought back, and nothing else. */
const whyNot = ({ send_state, request_id_taken, settlements, cancelled }: JsonObject): string | undefined => {
  if (send_state !== "failed") return `is ${send_state}: only what has failed can be reopened`;
  if (isJsonObject(cancelled))
    return `was cancelled at ${cancelled.at}: it is sent under another request id, or not at all`;
  if (request_id_taken === true) {
    return "lost its request id to another request: its client sends it again under an id of its own";
  }
  const last: unknown = Array.isArray(settlements) ? settlements.at(-1) : undefined;
  return isJsonObject(last) && last.outcome === "failed"
    ? "was settled as failed by an operator while nobody knew whether it was sent: it could be sent twice"
    : undefined;
};

/** Brings a failed conversation back and queues a fresh message for it, which is sent once whatever else lies in the queues. */
export const reopen = async (
  env: OpsEnv,
  conversationId: string,
  reason: string,
): Promise<E.Either<string, Reopened>> => {
  const found = await findReadable(env, conversationId);
  if (E.isLeft(found)) return found;
  const conversation = found.right;
  const { conversation_id } = conversation;
  const refusal = whyNot(conversation);
  if (refusal !== undefined) return E.left(`${conversation_id} ${refusal}`);
  const message = await freshMessage(env, conversation);
  if (E.isLeft(message)) return message;
  const change = (decision: Decision) => reopenByOperator(conversation, { reason, ...decision });
  const decided = await moveOn(env, conversation, change, message.right);
  const send_state = conversation.draft === undefined ? "accepted" : "drafted";
  return E.map((how: Decided) => ({ conversation_id, send_state, ...how }) as const)(decided);
};

/** What reopening did, for a person. */
export const reopenedText = ({ conversation_id, send_state, by, at, queued }: Reopened): string =>
  [
    `Reopened ${conversation_id}: it is ${send_state} again,`,
    queued
      ? "and a fresh message is in its channel's queue."
      : "and as the queue did not take the fresh message, the sweeper sends one within some minutes.",
    `Recorded: by ${by} at ${at}, with the reason and with why it had failed.`,
  ].join(" ");

export const reopenCommand = (onStack: OnStack) =>
  new Command("reopen")
    .description("brings back a conversation that the carrier refused for good, once the cause is mended")
    .argument("<id>", anyId)
    .requiredOption(
      "--reason <mended>",
      "what was mended; kept on the record with the time and who reopened it. No personal data, please",
      nonBlank,
    )
    .addHelpText(
      "after",
      `
For what stuck --failed lists. What was drafted is sent in the same words, once. Refused for what was erased, what was
accepted more than 28 days ago, what was cancelled, what lost its request id to another request, and what an operator
settled as failed.`,
    )
    .action((conversationId, { reason }) =>
      onStack(async (env) => answerOf(await reopen(env, conversationId, reason), reopenedText)),
    );
