import * as E from "fp-ts/Either";
import { EmailAddress } from "../../runtime/request/email-address";
import { Identifier } from "../../runtime/request/identifier";
import { Telephone } from "../../runtime/request/telephone";
import { notDone } from "../cli/answer";
import type { Command } from "../cli/command";
import type { OpsArguments } from "../cli/ops-options";
import { WrongUsage } from "../cli/wrong-usage";
import { isRefusal } from "../refusal";
import { erase } from "./erase";
import type { EraseRequest } from "./erase-request";
import { erasedText, questionText } from "./erase-text";
import { outsideReach } from "./outside-reach";
import { planErasure } from "./plan-erasure";

/** The address in the form in which it is stored. */
const recipientOf = (given: string | undefined): string => {
  if (given === undefined) throw new WrongUsage("erase needs --recipient: a telephone number (E.164) or email address");
  const decoded = given.includes("@") ? EmailAddress.decode(given) : Telephone.decode(given);
  if (E.isLeft(decoded)) throw new WrongUsage("--recipient: expected a telephone number (E.164) or an email address");
  return decoded.right;
};

const idOf = (option: string, given: string | undefined): string | undefined => {
  if (given !== undefined && E.isLeft(Identifier.decode(given))) throw new WrongUsage(`--${option}: not an id`);
  return given;
};

const requestOf = ({ rest, values }: OpsArguments): EraseRequest => {
  if (rest.length > 0) throw new WrongUsage("erase takes no arguments but its options");
  const reason = values.reason?.trim() ?? "";
  const companyId = idOf("company", values.company);
  const projectId = idOf("project", values.project);
  if (projectId !== undefined && companyId === undefined) throw new WrongUsage("--project goes with --company");
  const recipient = recipientOf(values.recipient);
  if (reason === "") throw new WrongUsage("erase needs --reason: why the data are erased");
  return { recipient, companyId, projectId, reason, quick: values.quick ?? false };
};

export const eraseCommand = (given: OpsArguments): Command => {
  const request = requestOf(given);
  return async (env, terminal) => {
    const plan = await planErasure(env, request);
    if (isRefusal(plan)) return notDone(plan.refusal);
    const answer = given.values.yes ? "yes" : await terminal.ask(questionText(plan, env.stack));
    if (answer === undefined) return notDone("nobody can be asked for confirmation here; --yes goes without");
    if (answer.trim() !== "yes") return notDone("it was not confirmed, and nothing was changed");
    const erased = await erase(env, plan);
    const data = { ...erased, outside_reach: outsideReach };
    return { text: erasedText(erased), data, done: erased.not_erased.length === 0 };
  };
};
