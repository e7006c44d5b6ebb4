import { parseArgs } from "node:util";

/** The command line makes no sense; the message says what is wrong with it. */
export class WrongUsage extends Error {}

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

/** The value of an option that takes a whole number from 1. */
export const wholeNumber = (option: string, text: string | undefined, fallback: number): number => {
  if (text === undefined) return fallback;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new WrongUsage(`--${option} ${text}: expected a whole number from 1`);
};
