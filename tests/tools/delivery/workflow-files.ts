import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";

export type Step = {
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, unknown>>;
};

export type Job = {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
};

type Workflow = {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
};

type Action = {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
};

export const projectFolder = resolve(__dirname, "../../..");
const folder = join(projectFolder, ".github/workflows");

/** Every workflow of the project, by its file's name. */
export const workflows: Readonly<Record<string, { readonly text: string; readonly workflow: Workflow }>> =
  Object.fromEntries(
    readdirSync(folder).map((name) => {
      const text = readFileSync(join(folder, name), "utf8");
      return [name, { text, workflow: parse(text) as Workflow }];
    }),
  );

const actionOf = (name: string) => {
  const text = readFileSync(join(projectFolder, `.github/actions/${name}/action.yml`), "utf8");
  return { text, action: parse(text) as Action };
};

/** Every action of the project, by its name. */
export const actions = { install: actionOf("install"), prepare: actionOf("prepare") };

type Contexts = { readonly [name: string]: string | Contexts };

const library = () => import("@actions/expressions");
type Data = Awaited<ReturnType<typeof library>>["data"];

const dictionary = (data: Data, contexts: Contexts): InstanceType<Data["Dictionary"]> =>
  new data.Dictionary(
    ...Object.entries(contexts).map(([key, value]) => ({
      key,
      value: typeof value === "string" ? new data.StringData(value) : dictionary(data, value),
    })),
  );

/** Whether GitHub would start a job in the contexts given, by GitHub's own evaluator of expressions. */
export const runsFor = async (job: Job, contexts: Contexts): Promise<boolean> => {
  if (job.if === undefined) return true;
  const { data, Evaluator, Lexer, Parser } = await library();
  // A status function, which GitHub's evaluator leaves to its caller.
  const always = { name: "always", minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(true) };
  const expression = new Parser(new Lexer(job.if).lex().tokens, Object.keys(contexts), [always]).parse();
  const result = new Evaluator(expression, dictionary(data, contexts), new Map([["always", always]])).evaluate();
  return result instanceof data.BooleanData && result.value;
};
