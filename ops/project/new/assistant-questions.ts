import { relative, resolve } from "node:path";
import * as E from "fp-ts/Either";
import { askFor } from "../../cli/ask-for";
import type { Terminal } from "../../cli/terminal";
import { WrongUsage } from "../../cli/wrong-usage";
import type { ProjectArguments } from "../project-options";
import { fieldFault } from "./field-fault";
import type { ChannelDraft, Instructions } from "./project-draft";

type Values = ProjectArguments["values"];
type Assistant = ChannelDraft["assistant"];

const DEFAULT_MODEL = "gpt-6-luna";

const checked = <A>(folder: string, field: keyof Assistant, value: A): E.Either<string, A> => {
  const fault = fieldFault(folder, ["channels", "sms", "assistant", field], value);
  return fault === undefined ? E.right(value) : E.left(fault);
};

/** A file is named from where the command is typed, and written as the program finds it. */
const fileOf = (folder: string, path: string): Instructions => ({ file: relative(folder, resolve(path)) });

const askInstructions = (terminal: Terminal, values: Values, folder: string): Promise<Instructions> => {
  const { instructions, "instructions-file": file } = values;
  if (instructions !== undefined && file !== undefined) {
    throw new WrongUsage("--instructions and --instructions-file: give one of them");
  }
  return askFor<Instructions>(terminal, {
    option: file === undefined ? "instructions" : "instructions-file",
    given: instructions ?? (file === undefined ? undefined : `@${file}`),
    question: "Instructions to the assistant (text, or @FILE)",
    read: (text) =>
      checked(
        folder,
        "instructions",
        text.startsWith("@") && text !== instructions ? fileOf(folder, text.slice(1)) : text,
      ),
  });
};

const readVariable = (text: string): E.Either<string, readonly [string, string]> => {
  const [, name, meaning] = /^([^=\s]+)\s*=\s*(\S.*)$/s.exec(text.trim()) ?? [];
  return name === undefined || meaning === undefined
    ? E.left(`must be NAME=MEANING, for example 1=the recipient's first name`)
    : E.right([name, meaning]);
};

const askVariables = async (terminal: Terminal, { variable }: Values): Promise<Assistant["content_variables"]> => {
  if (variable !== undefined || !terminal.isInteractive) {
    const given = variable ?? [undefined];
    const read = given.map((text) =>
      askFor(terminal, { option: "variable", given: text, question: "", read: readVariable }),
    );
    return Object.fromEntries(await Promise.all(read));
  }
  const variables = new Map<string, string>();
  for (;;) {
    const next = await askFor(terminal, {
      option: "variable",
      given: undefined,
      question: `Template variable, NAME=MEANING${variables.size === 0 ? "" : " (Enter ends)"}`,
      ...(variables.size === 0 ? {} : { fallback: "" }),
      read: (text) => (text === "" ? E.right(undefined) : readVariable(text)),
    });
    if (next === undefined && variables.size > 0) return Object.fromEntries(variables);
    if (next !== undefined) variables.set(...next);
  }
};

/** Who writes: the same assistant for every channel of the new project. */
export const askAssistant = async (terminal: Terminal, values: Values, folder: string): Promise<Assistant> => ({
  model: await askFor(terminal, {
    option: "model",
    given: values.model,
    question: "Model",
    fallback: DEFAULT_MODEL,
    read: (text) => checked(folder, "model", text),
  }),
  instructions: await askInstructions(terminal, values, folder),
  content_variables: await askVariables(terminal, values),
});
