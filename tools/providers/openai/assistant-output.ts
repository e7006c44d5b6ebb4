import * as E from "fp-ts/Either";
import { identity } from "fp-ts/function";
import { isJsonObject, parseJson } from "../../../runtime/codec/json";
import { type AssistantFault, answerForms, type OutputItem } from "../injected-faults/injected-fault";

const charactersPerToken = 4;

/** A plausible, repeatable token count. */
export const tokensOf = (text: string): number => Math.ceil(text.length / charactersPerToken);

/** What the model came up with, before it becomes a response object. */
export type AssistantOutput = {
  readonly status: string;
  /** Why a response is incomplete, and the code of one that failed. */
  readonly reason: string | undefined;
  readonly error: string | undefined;
  readonly output: readonly OutputItem[];
  /** Fields that the response goes without. */
  readonly without: readonly string[];
  /** For the ledger: `completed`, `incomplete`, or the fault. */
  readonly outcome: string;
};

type Variables = readonly (readonly [name: string, value: unknown])[];

const changeVariables = (change: (all: Variables) => Variables) => (text: string) => {
  const variables = E.toUnion(parseJson(() => undefined)(text));
  return isJsonObject(variables) ? JSON.stringify(Object.fromEntries(change(Object.entries(variables)))) : text;
};

const withFirst = (value: string) =>
  changeVariables(([first, ...rest]) => (first === undefined ? [] : [[first[0], value], ...rest]));

/** Longer than any channel carries, and still one line of words. */
const overlong = "far too long ".repeat(1000).trim();

const middleOf = ({ length }: string): number => Math.floor(length / 2);

/** What stands for the text in a form. */
const versions: Readonly<Record<string, (text: string) => string>> = {
  $whole: identity,
  $half: (text) => text.slice(0, middleOf(text)),
  $rest: (text) => text.slice(middleOf(text)),
  $other: withFirst("a draft"),
  $missing: changeVariables((all) => all.slice(0, -1)),
  $extra: changeVariables((all) => [...all, ["unexpected", "A variable that was not asked for"]]),
  $empty: withFirst(""),
  $long: withFirst(overlong),
};

const filledIn =
  (text: string) =>
  (item: OutputItem): OutputItem =>
    typeof item === "string"
      ? item
      : {
          ...item,
          parts: item.parts.map((part) => (typeof part === "string" ? (versions[part]?.(text) ?? part) : part)),
        };

/** The text under a fault, if any, and cut at the token limit, if any. */
export const assistantOutput = (
  text: string,
  fault: AssistantFault | null,
  maxOutputTokens: number | null,
): AssistantOutput => {
  if (fault !== null) {
    const { status = "completed", reason, error, output, without = [] } = answerForms[fault];
    return { status, reason, error, output: output.map(filledIn(text)), without, outcome: fault };
  }
  const longest = maxOutputTokens ?? Number.POSITIVE_INFINITY;
  const status = tokensOf(text) > longest ? "incomplete" : "completed";
  const output = [{ parts: [text.slice(0, longest * charactersPerToken)] }];
  return { status, reason: "max_output_tokens", error: undefined, output, without: [], outcome: status };
};

/** All that was said. */
export const saidIn = ({ output }: AssistantOutput): string =>
  output
    .flatMap((item) => (typeof item === "string" ? [] : item.parts))
    .map((part) => (typeof part === "string" ? part : part.refusal))
    .join("");
