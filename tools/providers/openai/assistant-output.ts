import * as E from "fp-ts/Either";
import { isJsonObject, parseJson } from "../../../runtime/codec/json";
import type { AssistantFault } from "../injected-faults/injected-fault";

/** A plausible, repeatable token count: four characters each. */
export const tokensOf = (text: string): number => Math.ceil(text.length / 4);

export type Usage = { readonly input: number; readonly cached: number; readonly output: number };

// OpenAI caches prefixes from 1,024 tokens up, in steps of 128; instructions are what requests share.
export const cachedTokens = (instructionTokens: number): number =>
  instructionTokens < 1024 ? 0 : Math.floor(instructionTokens / 128) * 128;

export const usageResource = ({ input, cached, output }: Usage) => ({
  input_tokens: input,
  input_tokens_details: { cached_tokens: cached, cache_write_tokens: 0 },
  output_tokens: output,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: input + output,
});

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
  fault: AssistantFault | undefined,
  maxOutputTokens: number | null,
): AssistantOutput => {
  if (fault !== undefined) {
    return {
      status: fault === "failed" || fault === "incomplete" ? fault : "completed",
      part: fault === "refusal" ? "refusal" : "output_text",
      text: spoil(text, fault),
      outcome: fault,
    };
  }
  const tooLong = maxOutputTokens !== null && tokensOf(text) > maxOutputTokens;
  const status = tooLong ? "incomplete" : "completed";
  return { status, part: "output_text", text: tooLong ? text.slice(0, maxOutputTokens * 4) : text, outcome: status };
};
