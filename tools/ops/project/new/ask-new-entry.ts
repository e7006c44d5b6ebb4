import * as E from "fp-ts/Either";
import { projectSlug } from "../../../../infra/names";
import { WrongUsage } from "../../../command-line";
import { askFor } from "../../cli/terminal";
import { acceptedIn } from "../../stack-file/config-faults";
import { type ProjectEntry, projectName } from "../../stack-file/stack-file";
import type { NewEntry } from "./new-entry";
import { type Asking, askAssistant, askChannels, askSenders, givenLimits, givenWebhook } from "./questions";

const fields = {
  company_id: { option: "company", value: "company", question: "Company's id" },
  company_name: { option: "company-name", value: "companyName", question: "Company's name" },
  project_id: { option: "project", value: "project", question: "Project's id" },
  project_name: { option: "project-name", value: "projectName", question: "Project's name" },
} as const;

const askField = (
  { terminal, options, folder }: Asking,
  field: keyof typeof fields,
  known?: string,
): Promise<string> => {
  const { option, value, question } = fields[field];
  return askFor(terminal, {
    option,
    given: options[value] ?? known,
    question,
    read: acceptedIn(folder, [field]),
  });
};

/** Whatever must be given and is not, so that all of it is named at once where nobody can be asked. */
const refuseLacking = ({ terminal, options }: Asking, isKnownCompany: boolean): void => {
  const needed = {
    "--company": options.company,
    "--project": options.project,
    "--project-name": options.projectName,
    "--channel": options.channel,
    "--sender": options.sender,
    "--variable": options.variable,
    "--company-name": isKnownCompany || options.companyName,
    "--instructions": options.instructions ?? options.instructionsFile,
  };
  const lacking = Object.entries(needed).filter(([, given]) => given === undefined);
  if (terminal.isInteractive || lacking.length === 0) return;
  throw new WrongUsage(`nobody can be asked here, so new needs ${lacking.map(([option]) => option).join(", ")}`);
};

/** A new entry from the command line and a person's answers, every field accepted by the program's own codecs. */
export const askNewEntry = async (
  asking: Asking,
  existing: readonly ProjectEntry[],
  now: Date,
): Promise<E.Either<string, NewEntry>> => {
  refuseLacking(
    asking,
    existing.some(({ project }) => project.company_id === asking.options.company),
  );
  const company_id = await askField(asking, "company_id");
  const known = existing.find(({ project }) => project.company_id === company_id)?.project.company_name;
  const company_name = await askField(asking, "company_name", known);
  const project_id = await askField(asking, "project_id");
  const twin = existing.find(({ project }) => projectSlug(project) === projectSlug({ company_id, project_id }));
  if (twin !== undefined) {
    return E.left(`there is ${projectName(twin.project)} already, and names of resources could not tell the two apart`);
  }
  const project_name = await askField(asking, "project_name");
  const used = await askChannels(asking);
  const senders = await askSenders(asking, used);
  const assistant = await askAssistant(asking);
  const { real, ownOpenaiKey } = asking.options;
  const simulate = real ? {} : ({ simulate: true } as const);
  const setups = used.map((channel) => [channel, { sender: senders.get(channel) ?? "", ...simulate, assistant }]);
  return E.right({
    company_id,
    project_id,
    company_name,
    project_name,
    created_at: now.toISOString(),
    ...givenLimits(asking),
    ...(ownOpenaiKey ? { own_openai_key: true as const } : {}),
    ...givenWebhook(asking),
    channels: Object.fromEntries(setups),
  });
};
