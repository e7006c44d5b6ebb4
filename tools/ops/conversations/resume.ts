import { Command } from "@commander-js/extra-typings";
import * as E from "fp-ts/Either";
import { resumeByOperator } from "../../../runtime/conversation/operator-transitions";
import { nonBlank } from "../../command-line";
import { answerOf, type OnStack } from "../cli/answer";
import type { OpsEnv } from "../connect/ops-env";
import { anyId, findReadable } from "./find-conversation";
import { type Decided, type Decision, freshMessage, moveOn } from "./move-on";

type Resumed = Decided & { readonly conversation_id: string };

/**
 * Queues a fresh message for a conversation that is not sent yet: its own is in no queue any more. Should it be there
 * after all, the claim lets one of the two through.
 */
export const resume = async (
  env: OpsEnv,
  conversationId: string,
  reason: string,
): Promise<E.Either<string, Resumed>> => {
  const found = await findReadable(env, conversationId);
  if (E.isLeft(found)) return found;
  const conversation = found.right;
  const { send_state, conversation_id } = conversation;
  if (send_state !== "accepted" && send_state !== "drafted") {
    const state = conversation.cancelled === undefined ? send_state : "cancelled";
    return E.left(`${conversation_id} is ${state}: only what is accepted or drafted can be resumed`);
  }
  const message = await freshMessage(env, conversation);
  if (E.isLeft(message)) return message;
  const change = (decision: Decision) => resumeByOperator(conversation, { reason, ...decision });
  const decided = await moveOn(env, conversation, change, message.right);
  return E.map((how: Decided) => ({ conversation_id, ...how }))(decided);
};

/** What resuming did, for a person. */
export const resumedText = ({ conversation_id, by, at, queued }: Resumed): string =>
  [
    `Resumed ${conversation_id}.`,
    queued
      ? "A fresh message is in its channel's queue."
      : "The queue did not take the fresh message, so the sweeper sends one within some minutes.",
    `Recorded: by ${by} at ${at}, with the reason.`,
  ].join(" ");

export const resumeCommand = (onStack: OnStack) =>
  new Command("resume")
    .description("queues a fresh message, rebuilt from the record, for a conversation that is accepted or drafted")
    .argument("<id>", anyId)
    .requiredOption(
      "--reason <mended>",
      "what was mended; kept on the record with the time and who resumed it",
      nonBlank,
    )
    .addHelpText(
      "after",
      `
For what stuck shows as "redrive" when its message is in no dead-letter queue: it has expired there, or the sweeper
gave up because its workers kept ending. Where the message is still somewhere, the claim lets one of the two through.`,
    )
    .action((conversationId, { reason }) =>
      onStack(async (env) => answerOf(await resume(env, conversationId, reason), resumedText)),
    );
