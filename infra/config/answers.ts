import { keywordOf } from "../../runtime/consent/keywords";
import { channels } from "../../runtime/request/request";
import { type ConfigFault, faultIf } from "./faults";
import type { ProjectConfig } from "./project-config";

type Entries = readonly { readonly index: number; readonly project: ProjectConfig }[];

/** The addresses that people write to, by the fields that name them; nobody can write to a simulated channel. */
const addressesOf = ({ channels: { whatsapp, sms, email } }: ProjectConfig): Readonly<Record<string, string>> => ({
  ...(whatsapp === undefined || whatsapp.simulate ? {} : { "whatsapp.sender": whatsapp.sender }),
  ...(sms === undefined || sms.simulate ? {} : { "sms.sender": sms.sender }),
  ...(email === undefined || email.simulate
    ? {}
    : {
        "email.sender": email.sender.toLowerCase(),
        ...(email.reply_domain === undefined ? {} : { "email.reply_domain": email.reply_domain }),
      }),
});

/** Whom an answer is for is told by where it arrives: what two companies have in common would show one the other's. */
export const addressesOfOthers = (index: number, project: ProjectConfig, entries: Entries): readonly ConfigFault[] =>
  Object.entries(addressesOf(project)).flatMap(([field, address]) => {
    const first = entries.find(
      (other) => other.project.company_id !== project.company_id && addressesOf(other.project)[field] === address,
    );
    return faultIf(
      first !== undefined && first.index < index,
      `projects[${index}].channels.${field}`,
      `is the one of projects[${first?.index}] too, which is another company's`,
      "one of the company's own",
    );
  });

/** What a word means that stands in none of the lists, or in one of a company's own. */
const meanings = (words: Parameters<typeof keywordOf>[2], word: string): readonly unknown[] =>
  channels.map((channel) => keywordOf(channel, { text: word }, words));

/** A word that stops and starts does neither; what everybody's STOP stops, no project can make a start of. */
export const wordsOfTwoMeanings = (index: number, project: ProjectConfig): readonly ConfigFault[] => {
  const { opt_out_keywords: optOut = [], opt_in_keywords: optIn = [] } = project;
  const stopping = optIn.filter((word) => meanings({ optOut, optIn: [] }, word).includes("opt_out"));
  const starting = optOut.filter((word) => meanings({ optOut: [], optIn: [] }, word).includes("opt_in"));
  return [
    ...faultIf(
      stopping.length > 0,
      `projects[${index}].opt_in_keywords`,
      `has ${stopping.join(", ")}, which is an opt-out`,
      '["REPRENDRE"]',
    ),
    ...faultIf(
      starting.length > 0,
      `projects[${index}].opt_out_keywords`,
      `has ${starting.join(", ")}, by which people ask to be written to again`,
      '["ARRET"]',
    ),
  ];
};
