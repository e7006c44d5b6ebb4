import { maskedAddress } from "../show/mask";
import type { Erased } from "./erase";
import { outsideReach } from "./outside-reach";
import type { ErasurePlan } from "./plan-erasure";

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
