import { answered, notDone } from "../cli/answer";
import type { Command } from "../cli/command";
import type { OpsArguments } from "../cli/ops-options";
import { WrongUsage } from "../cli/wrong-usage";
import { isRefusal } from "../refusal";
import { resume } from "./resume";
import { resumedText } from "./resumed-text";

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
