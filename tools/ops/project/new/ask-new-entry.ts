import * as E from "fp-ts/Either";
import { projectSlug } from "../../../../infra/names";
import { type Refusal, refuse } from "../../cli/answer";
import { WrongUsage } from "../../cli/arguments";
import { askFor, type Terminal } from "../../cli/terminal";
import { fieldFault } from "../../stack-file/config-faults";
import { type ProjectEntry, projectName } from "../../stack-file/stack-file";
import type { ProjectArguments } from "../project-options";
import type { ProjectDraft } from "./new-entry";
import { askAssistant, askChannels, askLimits, askSenders } from "./questions";

type Values = ProjectArguments["values"];
type Field = "company_id" | "company_name" | "project_id" | "project_name";

const options = {
  company_id: "company",
  company_name: "company-name",
  project_id: "project",
  project_name: "project-name",
} as const;

const questions: Readonly<Record<Field, string>> = {
  company_id: "Company's id",
  company_name: "Company's name",
  project_id: "Project's id",
  project_name: "Project's name",
};

const askField = (terminal: Terminal, values: Values, folder: string, field: Field, known?: string): Promise<string> =>
  askFor(terminal, {
    option: options[field],
    given: values[options[field]],
    question: questions[field],
    ...(known === undefined ? {} : { fallback: known }),
    read: (text) => {
      const fault = fieldFault(folder, [field], text);
      return fault === undefined ? E.right(text) : E.left(fault);
    },
  });

const askSimulate = async (terminal: Terminal, { simulate, real }: Values): Promise<{ readonly simulate?: true }> => {
  if (simulate && real) throw new WrongUsage("--simulate and --real: give one of them");
  const isReal = await askFor(terminal, {
    option: "real",
    given: real ? "real" : simulate ? "simulate" : undefined,
    question: "Simulate the carriers, or send for real (simulate, real)",
    fallback: "simulate",
    read: (text) =>
      text === "simulate" || text === "real" ? E.right(text === "real") : E.left("must be simulate or real"),
  });
  return isReal ? {} : { simulate: true };
};

/** Whatever must be given and is not, so that all of it is named at once where nobody can be asked. */
const refuseLacking = (terminal: Terminal, values: Values, isKnownCompany: boolean): void => {
  const needed = ["company", "project", "project-name", "channel", "sender", "variable"] as const;
  const lacking = [
    ...needed.filter((option) => values[option] === undefined),
    ...(values["company-name"] === undefined && !isKnownCompany ? ["company-name"] : []),
    ...(values.instructions === undefined && values["instructions-file"] === undefined ? ["instructions"] : []),
  ];
  if (terminal.isInteractive || lacking.length === 0) return;
  throw new WrongUsage(`nobody can be asked here, so new needs ${lacking.map((option) => `--${option}`).join(", ")}`);
};

/** A new entry from the command line and a person's answers, every field accepted by the program's own codecs. */
export const draftProject = async (
  terminal: Terminal,
  values: Values,
  folder: string,
  existing: readonly ProjectEntry[],
  now: Date,
): Promise<ProjectDraft | Refusal> => {
  refuseLacking(
    terminal,
    values,
    existing.some(({ project }) => project.company_id === values.company),
  );
  const company_id = await askField(terminal, values, folder, "company_id");
  const known = existing.find(({ project }) => project.company_id === company_id)?.project.company_name;
  const company_name = await askField(terminal, values, folder, "company_name", known);
  const project_id = await askField(terminal, values, folder, "project_id");
  const twin = existing.find(({ project }) => projectSlug(project) === projectSlug({ company_id, project_id }));
  if (twin !== undefined) {
    return refuse(`there is ${projectName(twin.project)} already, and names of resources could not tell the two apart`);
  }
  const project_name = await askField(terminal, values, folder, "project_name");
  const used = await askChannels(terminal, values);
  const senders = await askSenders(terminal, values, used, folder);
  const assistant = await askAssistant(terminal, values, folder);
  const limits = await askLimits(terminal, values, folder);
  const simulate = await askSimulate(terminal, values);
  const setups = used.map((channel) => [channel, { sender: senders.get(channel) ?? "", ...simulate, assistant }]);
  return {
    ...{ company_id, project_id, company_name, project_name, created_at: now.toISOString() },
    ...limits,
    channels: Object.fromEntries(setups),
  };
};
