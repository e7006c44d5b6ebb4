import type { OperatorsOutcome } from "../../runtime/conversation/transitions/settle-by-operator";
import { answered, notDone } from "../cli/answer";
import type { Command } from "../cli/command";
import type { OpsArguments } from "../cli/ops-options";
import { WrongUsage } from "../cli/wrong-usage";
import { isRefusal } from "../refusal";
import { prepareSettlement, type SettleRequest, settle } from "./settle";
import { questionText, settledText } from "./settle-text";

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
