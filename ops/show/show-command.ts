import { answered, notDone } from "../cli/answer";
import type { Command } from "../cli/command";
import type { OpsArguments } from "../cli/ops-options";
import { WrongUsage } from "../cli/wrong-usage";
import { findConversation } from "../lookup/find-conversation";
import { isRefusal } from "../refusal";
import { showText } from "./show-text";
import { shownConversation } from "./shown-conversation";

export const showCommand = ({ rest, values }: OpsArguments): Command => {
  const [conversationId, more] = rest;
  if (conversationId === undefined || more !== undefined) throw new WrongUsage("show takes one conversation id");
  return async (env) => {
    const found = await findConversation(env, conversationId);
    if (isRefusal(found)) return notDone(found.refusal);
    const shown = shownConversation(found.record, values.reveal ?? false, env.clock.now());
    return answered(`${showText(shown)}\nfound by: ${found.foundBy}`, { ...shown, found_by: found.foundBy });
  };
};
