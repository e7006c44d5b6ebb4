import type { JsonObject } from "../../../../runtime/codec/json-object";

export type Verdict = "link" | "address" | "number" | "form" | "control" | "long" | "passes";

/** What somebody puts into a request, and the worst that a model that obeys in everything answers to it. */
export type Attack = {
  readonly name: string;
  /** Merged into the request: `project_data` or `recipient_data`. */
  readonly request: JsonObject;
  /** The variables 1 (a greeting) and 2 (a sentence), or the whole answer as text. */
  readonly answer: string;
  readonly verdict: Verdict;
};

const answerOf = (text: string): string => JSON.stringify({ "1": "Ada", "2": text });

/** An instruction in the project's data, and the sentence that it leads to. */
export const attack = (name: string, note: string, sentence: string, verdict: Verdict): Attack => ({
  name,
  request: { project_data: { note } },
  answer: answerOf(sentence),
  verdict,
});

/** One in the recipient's first name. */
export const attackByName = (name: string, first: string, sentence: string, verdict: Verdict): Attack => ({
  name,
  request: { recipient_data: { recipient_first_name: first } },
  answer: answerOf(sentence),
  verdict,
});

/** One that is answered with something else than two sentences. */
export const attackOnForm = (name: string, note: string, answer: string, verdict: Verdict): Attack => ({
  name,
  request: { project_data: { note } },
  answer,
  verdict,
});
