import type { Answer } from "./answer";
import type { Arguments, Options } from "./arguments";
import type { Terminal } from "./terminal";

/** A command that has understood its arguments. */
export type Performance = (terminal: Terminal) => Promise<Answer>;

export type CliCommand<O extends Options> = {
  readonly help: string;
  /** Its options beside those that every command has. */
  readonly options: readonly (keyof O & string)[];
  /** Throws `WrongUsage` for arguments that make no sense. */
  readonly prepare: (given: Arguments<O>) => Performance;
};

/** What an operator can type behind one npm script. */
export type CliProgram<O extends Options> = {
  readonly script: string;
  readonly help: string;
  readonly options: O;
  readonly everywhere: readonly (keyof O & string)[];
  readonly commands: Readonly<Record<string, CliCommand<O>>>;
};

/** The options that every program has. */
export const frameOptions = { json: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;
