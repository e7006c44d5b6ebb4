import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import * as E from "fp-ts/Either";
import { Identifier } from "../../../runtime/request/request";
import { EmailAddress, Telephone } from "../../../runtime/request/text";
import { nonBlank, WrongUsage } from "../../command-line";
import { notDone, type OnStack } from "../cli/answer";
import { agreed } from "../cli/terminal";
import { openaiThreads } from "../connect/openai-threads";
import { maskedAddress } from "../conversations/show";
import { type Erased, erase } from "./erase";
import { type ErasurePlan, planErasure } from "./plan-erasure";

/** Where a recipient's data may still be, and until when. */
const outsideReach = [
  "messages in queues and dead-letter queues, until they are processed or expire (queueRetentionDays, dlqRetentionDays); of an erased request nothing is sent or stored, but a request that no processor had taken up yet is a new one: run the command again",
  "logs hold no personal data; ids in them expire with logRetentionDays",
  "backups: point-in-time recovery keeps the table as it was for up to 35 days, and backups of your own as long as you keep them",
  "Twilio and SendGrid: their own records of the messages, to be deleted there",
  "OpenAI: its own retention of responses (30 days by default) and logs. Conversations there have no end of their own: those that a record names are erased with it, but that of a worker which was killed before its answer, or of a record that has expired (conversationTtlDays), is named by no record; its metadata there hold the conversation's id",
  "the client that made the request",
] as const;

const counted = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;

/** What an operator is asked before anything is changed. */
const questionText = ({ records, guards, request }: ErasurePlan, stack: string): string =>
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
const erasedText = (erased: Erased): string => {
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

/** The address in the form in which it is stored; a fault does not repeat it, for it is personal. */
const recipientOf = (given: string): string => {
  const decoded = given.includes("@") ? EmailAddress.decode(given) : Telephone.decode(given);
  if (E.isRight(decoded)) return decoded.right;
  throw new WrongUsage("--recipient: expected a telephone number (E.164) or an email address");
};

const idOf = (given: string): string => {
  if (E.isRight(Identifier.decode(given))) return given;
  throw new InvalidArgumentError("Not an id.");
};

const originOf = (given: string): string => {
  if (/^https?:\/\/[^/]+$/.test(given)) return given;
  throw new InvalidArgumentError("Expected an origin such as https://api.openai.com.");
};

export const eraseCommand = (onStack: OnStack) =>
  new Command("erase")
    .description("erases one person's data: every conversation with the address, and what OpenAI keeps of it")
    .requiredOption(
      "--recipient <address>",
      "a telephone number (E.164), or an email address: the part before the @ as the client gave it",
      recipientOf,
    )
    .option("--company <id>", "only this company's conversations", idOf)
    .option("--project <id>", "only this project's; goes with --company", idOf)
    .requiredOption(
      "--reason <why>",
      "kept with the tombstones, the time and who erased. No personal data, please",
      nonBlank,
    )
    .option(
      "--quick",
      "does not search for requests that have left a guard and no record; without it their guards are read: all of the project's if one is named, else the whole table",
      false,
    )
    .option("--openai-url <origin>", "where OpenAI is; else https://api.openai.com, or the local engine's", originOf)
    .option("--yes", "does not ask for confirmation", false)
    .addHelpText(
      "after",
      `
Leaves a tombstone (a keyed hash) with each request, so that nothing of it is sent or stored again. What is in flight is
refused by name: run it again later. It can be stopped anywhere and repeated. The answer says what lies outside its reach.`,
    )
    .action(({ recipient, company: companyId, project: projectId, reason, quick, openaiUrl, yes }) => {
      if (projectId !== undefined && companyId === undefined) throw new WrongUsage("--project goes with --company");
      return onStack(async (found, terminal) => {
        const env = openaiUrl === undefined ? found : { ...found, threads: openaiThreads(openaiUrl) };
        const plan = await planErasure(env, { recipient, companyId, projectId, reason, quick });
        if (E.isLeft(plan)) return notDone(plan.left);
        const agreement = await agreed(terminal, yes, questionText(plan.right, env.stack));
        if (E.isLeft(agreement)) return notDone(agreement.left);
        const erased = await erase(env, plan.right);
        const data = { ...erased, outside_reach: outsideReach };
        return { text: erasedText(erased), data, done: erased.not_erased.length === 0 };
      });
    });
