import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";

export type Step = {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
};

export type Job = {
  readonly needs?: string;
  readonly if?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
};

export type Workflow = {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
};

export type Action = {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
};

export const projectFolder = resolve(__dirname, "../..");
const folder = join(projectFolder, ".github/workflows");

/** Every workflow of the project, by its file's name. */
export const workflows: Readonly<Record<string, { readonly text: string; readonly workflow: Workflow }>> =
  Object.fromEntries(
    readdirSync(folder).map((name) => {
      const text = readFileSync(join(folder, name), "utf8");
      return [name, { text, workflow: parse(text) as Workflow }];
    }),
  );

const actionText = readFileSync(join(projectFolder, ".github/actions/prepare/action.yml"), "utf8");

export const prepare: { readonly text: string; readonly action: Action } = {
  text: actionText,
  action: parse(actionText) as Action,
};
