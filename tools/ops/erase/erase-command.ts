import { writeFileSync } from "node:fs";
import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import * as E from "fp-ts/Either";
import * as t from "io-ts";
import { openaiThreads } from "../../../runtime/adapters/openai-threads";
import type { JsonObject } from "../../../runtime/codec/json";
import { Identifier } from "../../../runtime/request/request";
import { NotDone, nonBlank, WrongUsage, wordsOf } from "../../command-line";
import { type Answer, answered, notDone, type OnStack } from "../cli/answer";
import { agreed } from "../cli/terminal";
import type { OpsEnv } from "../connect/ops-env";
import { isOneOf, storedAddress } from "../conversations/forms-of-address";
import { maskedAddress } from "../conversations/show";
import { type Erased, erase } from "./erase";
import { type Belongings, isNothing } from "./erase-received";
import { type EraseRequest, type ErasurePlan, planErasure } from "./plan-erasure";

/** Where a recipient's data may still be, and until when. */
export const outsideReach = [
  "messages in queues and dead-letter queues, until they are processed or expire (queueRetentionDays, dlqRetentionDays); of an erased request nothing is sent or stored, but a request that no processor had taken up yet is a new one: run the command again",
  "what somebody writes meanwhile, and what the sweeper still finds in Twilio's list because it was behind: run the command again",
  "logs hold no personal data; ids in them expire with logRetentionDays",
  "backups: point-in-time recovery keeps the table as it was for up to 35 days, and backups of your own as long as you keep them",
  "Twilio and SendGrid: their own records of the messages, to be deleted there",
  "OpenAI: its own retention of responses (30 days by default) and logs. Conversations there have no end of their own: those that a record names are erased with it, but that of a worker which was killed before its answer is named by no record; its metadata there hold the conversation's id",
  "what other people's conversations, or the free texts of project data, say of the person: only addresses are looked for",
  "events that a project's webhook has not taken yet: without an address, with what the person wrote, for four days and then dlqRetentionDays; and the table's stream, 24 hours",
  "the client that made the request, and what its webhook was told",
] as const;

const counted = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;

const foundText = ({ company_id, project_id, primary_channel, ...record }: JsonObject): string =>
  `  ${company_id}/${project_id}: ${record.channel_method} to ${maskedAddress(String(primary_channel))}, ${record.conversation_status}, ${String(record.created_at).slice(0, 10)}, request ${record.request_id}`;

const belongingsText = (belongings: Belongings): readonly string[] =>
  isNothing(belongings)
    ? []
    : [
        `  ${counted(belongings.received.length, "message")} that they wrote, ${counted(belongings.files.length, "file")}, ${counted(belongings.consents.length, "item")} of whether they may be written to, which stays in force`,
      ];

/** Addresses that the records name besides those that were given: whether they are the same person's, only an operator can know. */
const alsoNamed = ({ records, request }: ErasurePlan): readonly string[] => {
  const isGiven = isOneOf(request.recipients);
  const named = records.flatMap(({ recipient_tel, recipient_email }) => [recipient_tel, recipient_email]);
  return [...new Set(named.filter(t.string.is).filter((address) => address !== "" && !isGiven(address)))];
};

const alsoText = (plan: ErasurePlan): readonly string[] => {
  const others = alsoNamed(plan).map(maskedAddress);
  return others.length === 0
    ? []
    : [
        `They also name ${others.join(", ")}: --recipient once more for what stands under that, if it is the same person's.`,
      ];
};

/** What an operator is asked before anything is changed. */
export const questionText = (plan: ErasurePlan, stack: string): string => {
  const { records, guards, request } = plan;
  return [
    `${request.recipients.map(maskedAddress).join(", ")} in ${stack}, ${request.companyId === undefined ? "all companies" : `company ${request.companyId}`}: ${counted(records.length, "conversation")}${guards.length === 0 ? "" : ` and ${counted(guards.length, "request")} without one`}.`,
    ...belongingsText(plan.belongings),
    ...records.map(foundText),
    ...guards.map(
      ({ primary_channel, conversation_id }) => `  ${primary_channel}#${conversation_id}, without a record`,
    ),
    ...alsoText(plan),
    "Everything personal in them is erased for good, here and at OpenAI. What is not sent yet will never be sent.",
    "Type yes to go on: ",
  ].join("\n");
};

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
  const { openai, requests_without_conversation: requests } = erased;
  return [
    `Erased in ${erased.stack}: ${counted(erased.conversations.length, "conversation")}${requests === 0 ? "" : `, ${counted(requests, "request")} without one`}.`,
    ...erased.conversations.map((id) => `  ${id}`),
    `Of what they wrote: ${counted(erased.received, "message")} and ${counted(erased.files, "file")}. Whether they may be written to is kept, and does not say any more whose it is: ${counted(erased.consents, "item")}.`,
    `At OpenAI: ${counted(openai.conversations, "conversation")} with ${counted(openai.items, "item")}${openai.already_gone === 0 ? "" : `; ${openai.already_gone} were gone already`}.`,
    `Their requests are over: a tombstone (${erased.tombstone.slice(0, 19)}…) lets nothing of them through. Recorded there: by ${erased.by} at ${erased.at}, with the reason.`,
    ...leftText(erased),
    "",
    "Outside the reach of this command:",
    ...outsideReach.map((place) => `  - ${place}`),
  ].join("\n");
};

/** Nothing is left to erase, which is proven by the tombstones of the time before. */
const erasedBefore = ({ earlier }: ErasurePlan, stack: string): Answer => {
  const requests = earlier.map(({ primary_channel, conversation_id, erased_at, erased_by }) => ({
    request: `${String(primary_channel).slice("request#".length)}#${conversation_id}`,
    erased_at,
    erased_by,
  }));
  const lines = requests.map(({ request, erased_at, erased_by }) => `  ${request} at ${erased_at} by ${erased_by}`);
  const text = [`${stack} holds nothing of this recipient any more. Erased before, by its tombstones:`, ...lines];
  return answered(
    [...text, "", "Outside the reach of that:", ...outsideReach.map((place) => `  - ${place}`)].join("\n"),
    {
      stack,
      conversations: [],
      erased_before: requests,
      outside_reach: outsideReach,
    },
  );
};

type Recipients = EraseRequest["recipients"];

/** The address in the form in which it is stored; a fault does not repeat it, for it is personal. */
const recipientOf = (given: string, before?: Recipients): Recipients => {
  const stored = storedAddress(given);
  if (E.isRight(stored)) return before === undefined ? [stored.right] : [...before, stored.right];
  throw new WrongUsage(`--recipient: ${stored.left}`);
};

const idOf = (given: string): string => {
  if (E.isRight(Identifier.decode(given))) return given;
  throw new InvalidArgumentError("Not an id.");
};

/** A key travels there: in clear to this machine at most. */
const originOf = (given: string): string => {
  if (/^(https:\/\/[^/]+|http:\/\/127\.0\.0\.1(:\d+)?)$/.test(given)) return given;
  throw new InvalidArgumentError("Expected an origin with https, such as https://api.openai.com.");
};

/** A file that only its owner reads; made before anything is erased, as nothing can be undone for want of it. */
const newFile = (file: string): ((data: object) => void) => {
  try {
    writeFileSync(file, "", { flag: "wx", mode: 0o600 });
  } catch (error) {
    throw new NotDone(`the receipt cannot be written: ${wordsOf(error)}`);
  }
  return (data) => writeFileSync(file, `${JSON.stringify(data, null, 2)}\n`);
};

export const eraseCommand = (onStack: OnStack) =>
  new Command("erase")
    .description(
      "erases one person's data: every conversation that names the address, on any channel, and what OpenAI keeps of it",
    )
    .requiredOption(
      "--recipient <address>",
      "a telephone number (E.164) or an email address; more than once for a person who has several",
      recipientOf,
    )
    .option("--company <id>", "the company whose conversations these are", idOf)
    .option("--all-companies", "instead of --company: whoever wrote to the person", false)
    .option("--project <id>", "only this project's; goes with --company", idOf)
    .requiredOption(
      "--reason <why>",
      "kept with the tombstones, the time and who erased. No personal data, please",
      nonBlank,
    )
    .option(
      "--quick",
      "looks under the addresses themselves only: neither in other channels' records nor for requests that have left a guard and no record; without it all of the project is read if one is named, else the whole table",
      false,
    )
    .option("--receipt <file>", "a new file for what was done, as JSON without personal data; --json prints the same")
    .option("--openai-url <origin>", "where OpenAI is; else https://api.openai.com, or the local engine's", originOf)
    .option("--yes", "does not ask for confirmation", false)
    .addHelpText(
      "after",
      `
Leaves a tombstone (a keyed hash) with each request, so that nothing of it is sent or stored again. What is in flight is
refused by name: run it again later. It can be stopped anywhere and repeated. The answer says what lies outside its reach.`,
    )
    .action(
      ({ recipient, company: companyId, allCompanies, project: projectId, reason, quick, receipt, openaiUrl, yes }) => {
        if ((companyId === undefined) !== allCompanies)
          throw new WrongUsage("give one of --company ID and --all-companies");
        if (projectId !== undefined && companyId === undefined) throw new WrongUsage("--project goes with --company");
        return onStack(async (found, terminal) => {
          const pause: OpsEnv["pause"] = (seconds) => {
            terminal.progress(`emptied; ${seconds} s until no worker can write any of it anew`);
            return found.pause(seconds);
          };
          const env = { ...found, pause, ...(openaiUrl === undefined ? {} : { threads: openaiThreads(openaiUrl) }) };
          const plan = await planErasure(env, { recipients: recipient, companyId, projectId, reason, quick });
          if (E.isLeft(plan)) return notDone(plan.left);
          if (plan.right.records.length + plan.right.guards.length === 0 && isNothing(plan.right.belongings))
            return erasedBefore(plan.right, env.stack);
          const agreement = await agreed(terminal, yes, questionText(plan.right, env.stack));
          if (E.isLeft(agreement)) return notDone(agreement.left);
          const keep = receipt === undefined ? () => undefined : newFile(receipt);
          const erased = await erase(env, plan.right);
          terminal.progress("");
          const data = {
            ...erased,
            also_named: alsoNamed(plan.right).map(maskedAddress),
            outside_reach: outsideReach,
          };
          keep(data);
          // Who said --yes was not shown it before.
          const also = yes ? alsoText(plan.right) : [];
          return { text: [erasedText(erased), ...also].join("\n"), data, done: erased.not_erased.length === 0 };
        });
      },
    );
