import * as E from "fp-ts/Either";
import { isJsonObject, parseJson } from "../../../runtime/codec/json";
import type { AssistantFault } from "../injected-faults/injected-fault";

const charactersPerToken = 4;

/** A plausible, repeatable token count. */
export const tokensOf = (text: string): number => Math.ceil(text.length / charactersPerToken);

type Part = { readonly type: "output_text" | "refusal"; readonly text: string };

/** What a response holds: reasoning, or a message in parts. */
export type OutputItem =
  | { readonly type: "reasoning" }
  | { readonly type: "message"; readonly parts: readonly Part[]; readonly phase?: string };

/** What the model came up with, before it becomes a response object. */
export type AssistantOutput = {
  readonly status: "completed" | "incomplete" | "failed" | "cancelled" | "queued";
  readonly items: readonly OutputItem[];
  /** Of an incomplete response. */
  readonly reason: "max_output_tokens" | "content_filter";
  /** Fields that the response goes without. */
  readonly without: readonly string[];
  /** For the ledger: `completed`, `incomplete`, or the fault. */
  readonly outcome: string;
};

type Variables = readonly (readonly [name: string, value: unknown])[];

const changeVariables = (text: string, change: (all: Variables) => Variables): string => {
  const variables = E.toUnion(parseJson(() => undefined)(text));
  return isJsonObject(variables) ? JSON.stringify(Object.fromEntries(change(Object.entries(variables)))) : text;
};

const withFirst = (text: string, value: string): string =>
  changeVariables(text, ([first, ...rest]) => (first === undefined ? [] : [[first[0], value], ...rest]));

/** Longer than any channel carries, and still one line of words. */
const overlong = "far too long ".repeat(1000).trim();

const half = (text: string): readonly [string, string] => {
  const middle = Math.floor(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)];
};

const says = (...texts: readonly string[]): Extract<OutputItem, { readonly type: "message" }> => ({
  type: "message",
  parts: texts.map((text) => ({ type: "output_text", text })),
});
const inPhase = (phase: string, text: string): OutputItem => ({ ...says(text), phase });
const refusal: OutputItem = {
  type: "message",
  parts: [{ type: "refusal", text: "I'm sorry, but I cannot assist with that request." }],
};
const reasoning: OutputItem = { type: "reasoning" };

const PREAMBLE = "I will fill in the variables.";

type Form = Partial<AssistantOutput> & Pick<AssistantOutput, "items">;

/** What each fault makes of the text that would have been answered. */
const forms: Readonly<Record<AssistantFault, (text: string) => Form>> = {
  refusal: () => ({ items: [refusal] }),
  incomplete: (text) => ({ status: "incomplete", items: [says(half(text)[0])] }),
  incomplete_reasoning: () => ({ status: "incomplete", items: [reasoning] }),
  filtered: (text) => ({ status: "incomplete", reason: "content_filter", items: [says(half(text)[0])] }),
  invalid_json: (text) => ({ items: [says(half(text)[0])] }),
  missing_variable: (text) => ({ items: [says(changeVariables(text, (all) => all.slice(0, -1)))] }),
  extra_variable: (text) => ({
    items: [says(changeVariables(text, (all) => [...all, ["unexpected", "A variable that was not asked for"]]))],
  }),
  empty_variable: (text) => ({ items: [says(withFirst(text, ""))] }),
  long_variable: (text) => ({ items: [says(withFirst(text, overlong))] }),
  failed: () => ({ status: "failed", items: [] }),
  cancelled: () => ({ status: "cancelled", items: [] }),
  queued: () => ({ status: "queued", items: [] }),
  reasoning: (text) => ({ items: [reasoning, says(text)] }),
  reasoning_only: () => ({ items: [reasoning] }),
  commentary: (text) => ({ items: [inPhase("commentary", PREAMBLE), inPhase("final_answer", text)] }),
  commentary_json: (text) => ({
    items: [inPhase("commentary", withFirst(text, "a draft")), inPhase("final_answer", text)],
  }),
  commentary_refusal: (text) => ({ items: [{ ...refusal, phase: "commentary" }, inPhase("final_answer", text)] }),
  unknown_phase: (text) => ({ items: [inPhase("analysis", PREAMBLE), inPhase("final_answer", text)] }),
  preamble: (text) => ({ items: [says(PREAMBLE), says(text)] }),
  twice: (text) => ({ items: [says(text), says(text)] }),
  in_parts: (text) => ({ items: [says(...half(text))] }),
  no_status: (text) => ({ items: [says(text)], without: ["status"] }),
  no_usage: (text) => ({ items: [says(text)], without: ["usage"] }),
};

const usual = { status: "completed", reason: "max_output_tokens", without: [] } as const;

/** The text under a fault, if any, and cut at the token limit, if any. */
export const assistantOutput = (
  text: string,
  fault: AssistantFault | null,
  maxOutputTokens: number | null,
): AssistantOutput => {
  if (fault !== null) return { ...usual, ...forms[fault](text), outcome: fault };
  const longest = maxOutputTokens ?? Number.POSITIVE_INFINITY;
  const status = tokensOf(text) > longest ? "incomplete" : "completed";
  return { ...usual, status, items: [says(text.slice(0, longest * charactersPerToken))], outcome: status };
};

/** All that was said. */
export const saidIn = ({ items }: AssistantOutput): string =>
  items.flatMap((item) => (item.type === "message" ? item.parts.map(({ text }) => text) : [])).join("");
