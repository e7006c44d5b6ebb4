import * as E from "fp-ts/Either";
import { resumeByOperator } from "../../../runtime/conversation/operator-transitions";
import { answered, isRefusal, notDone, type Refusal, refuse } from "../cli/answer";
import { WrongUsage } from "../cli/arguments";
import type { Command, OpsArguments } from "../cli/ops-options";
import type { OpsEnv } from "../connect/ops-env";
import { findReadable } from "./find-conversation";
import { freshMessage } from "./fresh-message";

export type Resumed = {
  readonly conversation_id: string;
  readonly by: string;
  readonly at: string;
  readonly queued: boolean;
};

/**
 * Queues a fresh message for a conversation that is not sent yet: its own is in no queue any more. Should it be there
 * after all, the claim lets one of the two through.
 */
export const resume = async (env: OpsEnv, conversationId: string, reason: string): Promise<Resumed | Refusal> => {
  const found = await findReadable(env, conversationId);
  if (isRefusal(found)) return found;
  const { record, conversation } = found;
  const { send_state } = conversation;
  if (send_state !== "accepted" && send_state !== "drafted") {
    return refuse(`${conversationId} is ${send_state}: only what is accepted or drafted can be resumed`);
  }
  const message = await freshMessage(env, record);
  if (isRefusal(message)) return message;
  const at = env.clock.now();
  const changed = await env.conversations.change(
    conversation,
    resumeByOperator(conversation, { reason, by: env.operator, at }),
  )();
  if (E.isLeft(changed)) {
    if (changed.left._tag === "StoreUnavailable") throw new Error("The conversations table cannot be written");
    return refuse(`${conversationId} has just been moved by somebody else: look again (show)`);
  }
  const queued = E.isRight(await env.queue.send(message)());
  return { conversation_id: conversationId, by: env.operator, at: at.toISOString(), queued };
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

export const resumeCommand = ({ rest, values }: OpsArguments): Command => {
  const [conversationId, more] = rest;
  if (conversationId === undefined || more !== undefined) throw new WrongUsage("resume takes one conversation id");
  const reason = values.reason?.trim() ?? "";
  if (reason === "") throw new WrongUsage("resume needs --reason: what was mended");
  return async (env) => {
    const resumed = await resume(env, conversationId, reason);
    return isRefusal(resumed) ? notDone(resumed.refusal) : answered(resumedText(resumed), resumed);
  };
};
