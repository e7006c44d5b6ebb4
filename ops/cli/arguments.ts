import { parseArgs } from "node:util";
import { WrongUsage } from "./wrong-usage";

/** The options of a program, by their long names. */
export type Options = Readonly<
  Record<string, { readonly type: "string" | "boolean"; readonly short?: string; readonly multiple?: boolean }>
>;

type Value<O extends Options[string]> = O["type"] extends "boolean"
  ? boolean
  : O extends { readonly multiple: true }
    ? string[]
    : string;

/** A command line that has been read; an option that was not given has no value. */
export type Arguments<O extends Options> = {
  readonly command: string | undefined;
  readonly rest: readonly string[];
  readonly values: { readonly [Name in keyof O]?: Value<O[Name]> };
};

const parsed = <O extends Options>(options: O, argv: readonly string[]) => {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
};

/** Reads a command line; whatever is not an option of the program is wrong usage. */
export const readArguments = <O extends Options>(options: O, argv: readonly string[]): Arguments<O> => {
  const { values, positionals } = parsed(options, argv);
  const [command, ...rest] = positionals;
  return { command, rest, values: values as Arguments<O>["values"] };
};
