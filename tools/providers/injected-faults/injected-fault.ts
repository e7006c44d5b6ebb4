import * as t from "io-ts";
import { closed, inWords, named, wholeNumber } from "../codec/problems";
import type { Answered } from "../ledger/ledger-entry";
import forms from "./answer-forms.json";

/** A message of texts and refusals, or the type of an item that is none. */
export type OutputItem =
  | string
  | { readonly phase?: string | null | undefined; readonly parts: readonly (string | { readonly refusal: string })[] };

type AnswerForm = {
  readonly output: readonly OutputItem[];
  readonly status?: string | undefined;
  /** Why it is incomplete, and the code of a failure. */
  readonly reason?: string | undefined;
  readonly error?: string | undefined;
  /** Fields that the response goes without. */
  readonly without?: readonly string[] | undefined;
};

export type AssistantFault = keyof typeof forms;

/** What OpenAI may answer with status 200: the items of its output, where `$whole` and such stand for versions of the right text. */
export const answerForms: Readonly<Record<AssistantFault, AnswerForm>> = forms;

export const assistantFaults = Object.keys(forms) as readonly AssistantFault[];

type Phase = "before" | "after";

/**
 * What goes wrong with a matching request. `before` and `after` are seen from the provider's acceptance.
 * - `status`: an error answer, nothing accepted; the body defaults to the provider's own error shape with `code`
 * - `delay`: accepted late (even when the client has given up by then); `delayMs` goes with every other kind as well
 * - `hang`: no answer until the client gives up; `reset`: the connection is reset
 * - `acceptThenStatus`: accepted, then an error answer; `malformed`: accepted, then 200 with broken JSON
 * - `assistant`: OpenAI answers 200 with this kind of output, which cannot be used or takes reading
 */
export type InjectedFault = { readonly delayMs: number } & (
  | {
      readonly kind: "status";
      readonly status: number;
      readonly code: string | null;
      readonly body: unknown;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly kind: "delay" }
  | { readonly kind: "hang" | "reset"; readonly phase: Phase }
  | { readonly kind: "acceptThenStatus"; readonly status: number }
  | { readonly kind: "malformed" }
  | { readonly kind: "assistant"; readonly output: AssistantFault }
);

const longestDelayMs = 600_000;

const Phase = named('"before" or "after"', (input): input is Phase => input === "before" || input === "after");
const Headers = inWords("must be an object of strings", t.record(t.string, t.string));

export const statusWanted = "must be a whole number from 400 to 599 (it may be left out for the codes known here)";

const fields = {
  status: inWords(statusWanted, wholeNumber(400, 599)),
  code: named(
    "a string or a number",
    (input): input is string | number => typeof input === "string" || typeof input === "number",
  ),
  body: t.unknown,
  headers: Headers,
  delayMs: wholeNumber(0, longestDelayMs, "a whole number of milliseconds"),
  hang: Phase,
  reset: Phase,
  acceptThenStatus: wholeNumber(400, 599),
  malformed: t.literal(true),
  assistant: named(`one of ${assistantFaults.join(", ")}`, (input): input is AssistantFault =>
    assistantFaults.some((one) => one === input),
  ),
};

/** A fault as tests and outside tools write it: one kind, optionally with `delayMs`. */
export const FaultBody = closed("an object", fields, {});

export type FaultBody = t.TypeOf<typeof FaultBody>;

/** How the fault, if any, withholds the answer of an accepted request. */
export const answeredUnder = (fault: InjectedFault | undefined): Answered => {
  switch (fault?.kind) {
    case "hang":
    case "reset":
      return fault.kind;
    case "acceptThenStatus":
      return `status ${fault.status}`;
    case "malformed":
      return "malformed";
    default:
      return "given";
  }
};

/** The fault, if it ends the request before the provider accepts anything. */
export const endBeforeAcceptance = (
  fault: InjectedFault | undefined,
): Extract<InjectedFault, { kind: "status" | "hang" | "reset" }> | undefined => {
  if (fault?.kind === "status") return fault;
  return (fault?.kind === "hang" || fault?.kind === "reset") && fault.phase === "before" ? fault : undefined;
};

export const brokenJson = '{"sid": "SM';
