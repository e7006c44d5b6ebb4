import * as E from "fp-ts/Either";
import { isJsonObject, parseJson } from "../../../runtime/codec/json";
import type { AssistantFault } from "../injected-faults/injected-fault";

const charactersPerToken = 4;

/** A plausible, repeatable token count. */
export const tokensOf = (text: string): number => Math.ceil(text.length / charactersPerToken);

/** What the model came up with, before it becomes a response object. */
export type AssistantOutput = {
  readonly status: "completed" | "incomplete" | "failed";
  readonly part: "output_text" | "refusal";
  readonly text: string;
  /** For the ledger: `completed`, `incomplete`, or the fault. */
  readonly outcome: string;
};

type Variables = readonly (readonly [name: string, value: unknown])[];

const changeVariables = (text: string, change: (all: Variables) => Variables): string => {
  const variables = E.toUnion(parseJson(() => undefined)(text));
  return isJsonObject(variables) ? JSON.stringify(Object.fromEntries(change(Object.entries(variables)))) : text;
};

/** Longer than any channel carries, and still one line of words. */
const overlong = "far too long ".repeat(1000).trim();

const spoil = (text: string, fault: AssistantFault): string => {
  switch (fault) {
    case "refusal":
      return "I'm sorry, but I cannot assist with that request.";
    case "incomplete":
    case "invalid_json":
      return text.slice(0, Math.floor(text.length / 2));
    case "missing_variable":
      return changeVariables(text, (all) => all.slice(0, -1));
    case "extra_variable":
      return changeVariables(text, (all) => [...all, ["unexpected", "A variable that was not asked for"]]);
    case "empty_variable":
      return changeVariables(text, ([first, ...rest]) => (first === undefined ? [] : [[first[0], ""], ...rest]));
    case "long_variable":
      return changeVariables(text, ([first, ...rest]) => (first === undefined ? [] : [[first[0], overlong], ...rest]));
    case "failed":
      return "";
  }
};

/** The text under a fault, if any, and cut at the token limit, if any. */
export const assistantOutput = (
  text: string,
  fault: AssistantFault | null,
  maxOutputTokens: number | null,
): AssistantOutput => {
  if (fault !== null) {
    const status = fault === "failed" || fault === "incomplete" ? fault : "completed";
    return { status, part: fault === "refusal" ? fault : "output_text", text: spoil(text, fault), outcome: fault };
  }
  const longest = maxOutputTokens ?? Number.POSITIVE_INFINITY;
  const status = tokensOf(text) > longest ? "incomplete" : "completed";
  return { status, part: "output_text", text: text.slice(0, longest * charactersPerToken), outcome: status };
};
