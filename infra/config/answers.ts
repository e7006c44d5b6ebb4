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

const withoutCase = (words: readonly string[] = []): readonly string[] => words.map((word) => word.toLowerCase());

/** A word that stops and starts does neither. */
export const wordsOfTwoMeanings = (index: number, project: ProjectConfig): readonly ConfigFault[] => {
  const stops = withoutCase(project.opt_out_keywords);
  return faultIf(
    withoutCase(project.opt_in_keywords).some((word) => stops.includes(word)),
    `projects[${index}].opt_in_keywords`,
    "has a word that stands in opt_out_keywords too",
    '["REPRENDRE"]',
  );
};
