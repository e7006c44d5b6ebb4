import { type Arguments, WrongUsage } from "../cli/arguments";
import { type CliCommand, frameOptions } from "../cli/run-cli";

/** The options of `npm run project`. */
export const projectOptions = {
  ...frameOptions,
  stack: { type: "string" },
  ready: { type: "string" },
  region: { type: "string" },
  up: { type: "boolean" },
  yes: { type: "boolean" },
  company: { type: "string" },
  "company-name": { type: "string" },
  project: { type: "string" },
  "project-name": { type: "string" },
  channel: { type: "string", multiple: true },
  sender: { type: "string", multiple: true },
  model: { type: "string" },
  instructions: { type: "string" },
  "instructions-file": { type: "string" },
  variable: { type: "string", multiple: true },
  "requests-per-minute": { type: "string" },
  "requests-per-day": { type: "string" },
  tier: { type: "string" },
  real: { type: "boolean" },
  simulate: { type: "boolean" },
  offline: { type: "boolean" },
  strict: { type: "boolean" },
  reason: { type: "string" },
  finish: { type: "boolean" },
  unchecked: { type: "boolean" },
  label: { type: "string" },
  show: { type: "boolean" },
  to: { type: "string" },
  data: { type: "string" },
  timeout: { type: "string" },
  really: { type: "boolean" },
} as const;

export type ProjectArguments = Arguments<typeof projectOptions>;

/** A command for the projects of the program in `folder`. */
export type ProjectCommand = (folder: string) => CliCommand<typeof projectOptions>;

/** The end of every command's help. */
export const sharedHelp = `  --stack NAME     the stack of Pulumi.NAME.yaml (default: local)
  --ready FILE     the local engine that wrote FILE (default: .local/ready.json, which npm start writes)
  --region REGION  a deployed stack's region (default: aws:region of its config)
  --json           answers in JSON
  --help           shows this

PROJECT is COMPANY/PROJECT, or the project's id alone where only one company has it.
Exit code: 0 done, 1 not done (the answer says why), 2 wrong usage.
`;

/** The project that a command is for: behind it, or as --project. */
export const chosenProject = (command: string, { rest, values }: ProjectArguments): string => {
  const [name = values.project, more] = rest;
  if (name === undefined || more !== undefined || (rest.length > 0 && values.project !== undefined)) {
    throw new WrongUsage(`${command} takes one project: COMPANY/PROJECT, or PROJECT where only one company has it`);
  }
  return name;
};
