import * as E from "fp-ts/Either";
import { EmailAddress, Telephone } from "../../../runtime/codec/text";
import { Identifier } from "../../../runtime/request/request";
import { isRefusal, notDone } from "../cli/answer";
import { WrongUsage } from "../cli/arguments";
import type { Command, OpsArguments } from "../cli/ops-options";
import { maskedAddress } from "../conversations/mask";
import { type Erased, erase } from "./erase";
import { type EraseRequest, type ErasurePlan, planErasure } from "./plan-erasure";

/** Where a recipient's data may still be, and until when. */
export const outsideReach = [
  "messages in queues and dead-letter queues, until they are processed or expire (queueRetentionDays, dlqRetentionDays); of an erased request nothing is sent or stored, but a request that no processor had taken up yet is a new one: run the command again",
  "logs hold no personal data; ids in them expire with logRetentionDays",
  "backups: point-in-time recovery keeps the table as it was for up to 35 days, and backups of your own as long as you keep them",
  "Twilio and SendGrid: their own records of the messages, to be deleted there",
  "OpenAI: its own retention of responses and logs (30 days by default), and conversations of attempts that came to no draft, whose ids nothing keeps",
  "the client that made the request",
] as const;

const counted = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;

/** What an operator is asked before anything is changed. */
export const questionText = ({ records, guards, request }: ErasurePlan, stack: string): string =>
  [
    `${maskedAddress(request.recipient)} in ${stack}: ${counted(records.length, "conversation")}${guards.length === 0 ? "" : ` and ${counted(guards.length, "request")} without one`}.`,
    "Everything personal in them is erased for good, here and at OpenAI. What is not sent yet will never be sent.",
    "Type yes to go on: ",
  ].join("\n");

const leftText = ({ not_erased }: Erased): readonly string[] =>
  not_erased.length === 0
    ? []
    : [
        "",
        `Not erased: ${counted(not_erased.length, "conversation")}; run the command again.`,
        ...not_erased.map(({ conversation_id, why }) => `  ${conversation_id}: ${why}`),
      ];

/** What was erased, and what lies outside the command's reach. */
export const erasedText = (erased: Erased): string => {
  const { openai, requests } = erased;
  return [
    `Erased in ${erased.stack}: ${counted(erased.conversations.length, "conversation")}${requests === 0 ? "" : `, ${counted(requests, "request")} without one`}.`,
    ...erased.conversations.map((id) => `  ${id}`),
    `At OpenAI: ${counted(openai.conversations, "conversation")} with ${counted(openai.items, "item")}${openai.already_gone === 0 ? "" : `; ${openai.already_gone} were gone already`}.`,
    `Their requests are over: a tombstone (${erased.tombstone.slice(0, 19)}…) lets nothing of them through. Recorded there: by ${erased.by} at ${erased.at}, with the reason.`,
    ...leftText(erased),
    "",
    "Outside the reach of this command:",
    ...outsideReach.map((place) => `  - ${place}`),
  ].join("\n");
};

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
