import { Command } from "@commander-js/extra-typings";
import { WrongUsage } from "../../command-line";
import type { Answer } from "../cli/answer";
import type { Terminal } from "../cli/terminal";
import type { NamedStack } from "../connect/named-stack";
import type { StackFile } from "../stack-file/stack-file";

/** What a command for projects works on: the stack that the command line names, and its config file. */
export type Desk = {
  /** The program's folder. */
  readonly folder: string;
  readonly named: NamedStack;
  readonly file: StackFile;
  readonly json: boolean;
  readonly terminal: Terminal;
};

/** Does a command's work, and tells its answer. */
export type AtDesk = (work: (desk: Desk) => Promise<Answer>) => Promise<void>;

export const projectMeaning = "COMPANY/PROJECT, or the project's id alone where only one company has it";

/** A command for one project, which is named behind it or as --project. */
export const commandForProject = (name: string, description: string) =>
  new Command(name)
    .description(description)
    .argument("[project]", projectMeaning)
    .option("--project <project>", "the same, as an option");

/** The project that a command is for: behind it, or as --project. */
export const chosenProject = (command: string, behind: string | undefined, option: string | undefined): string => {
  const name = option ?? behind;
  if (name !== undefined && (option === undefined || behind === undefined)) return name;
  throw new WrongUsage(`${command} takes one project: ${projectMeaning}`);
};

/** A command of this program as it is typed for the same stack. */
export const typed = ({ stack }: Pick<NamedStack, "stack">, command: string): string =>
  `npm run project -- ${command}${stack === "local" ? "" : ` --stack ${stack}`}`;

/** What brings the config of a stack into effect. */
export const typedUp = ({ stack }: Pick<NamedStack, "stack">): string =>
  stack === "local" ? "npm run up (or npm start, if no engine runs)" : `npm run deploy -- --stack ${stack}`;
