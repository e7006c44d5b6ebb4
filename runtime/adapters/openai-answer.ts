import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type {
  Response,
  ResponseOutputItem,
  ResponseOutputMessage,
  ResponseStatus,
} from "openai/resources/responses/responses";
import { parseJson } from "../codec/json";
import type { AssistantAnswer, AssistantError } from "../ports/assistant";

/*
 * What a response of OpenAI is taken for. The reference is the SDK's own parser (`openai/lib/ResponsesParser`): a response is read if it
 * is completed or says no status, of its messages those of the phase `final_answer` or of none, and of these the first. Where this
 * reads otherwise:
 *
 *   several texts in one message        one text in parts; the SDK reads each by itself
 *   a phase beside messages without     the phase is the model's own word on which of them is the answer; the SDK takes the first
 *   the first text is no JSON           a preamble without a phase; the SDK fails
 *   a refusal among the final messages  a refusal, whatever else is said; the SDK passes over it
 */

const isMessage = (item: ResponseOutputItem): item is ResponseOutputMessage => item.type === "message";

const finalMessages = (output: readonly ResponseOutputItem[]): readonly ResponseOutputMessage[] => {
  const messages = output.filter(isMessage);
  const final = messages.filter(({ phase }) => phase === "final_answer");
  return final.length > 0 ? final : messages.filter(({ phase }) => (phase ?? null) === null);
};

const textOf = ({ content }: ResponseOutputMessage): string =>
  content.map((part) => (part.type === "output_text" ? part.text : "")).join("");

const isJson = (text: string): boolean => E.isRight(parseJson(() => undefined)(text));

type Said = Omit<AssistantAnswer, "usage">;
type Reading = E.Either<AssistantError, Said>;

const unusable = (reason: string, endsThread: boolean): Said => ({ content: E.left(reason), endsThread });

/** A thread that ends with reasoning takes no other question: "Item of type 'reasoning' was provided without its required following item" (400). */
const said = (output: readonly ResponseOutputItem[]): Said => {
  const messages = finalMessages(output);
  const texts = messages.map(textOf);
  const text = texts.find(isJson) ?? texts[0];
  if (text === undefined) return unusable("there is no final answer", true);
  const isRefused = messages.some(({ content }) => content.some(({ type }) => type === "refusal"));
  return isRefused ? unusable("the model refused", false) : { content: E.right(text), endsThread: false };
};

const notNow = (reason: string): Reading =>
  E.left({ _tag: "AssistantUnavailable", reason, retryAfterSeconds: undefined });

/** Codes of a failed response that come again with the same question; others pass. */
const ABOUT_THE_QUESTION: readonly string[] = [
  "invalid_prompt",
  "bio_policy",
  "misalignment_policy_violation",
  "data_residency_mismatch",
];

const unanswered = ({ status, error }: Response): Reading => {
  const code = error?.code ?? "no code";
  const reason = `response ${status} (${code})`;
  return ABOUT_THE_QUESTION.includes(code) ? E.left({ _tag: "AssistantRefused", reason }) : notNow(reason);
};

/** Every status; those of a response that is not over belong to requests in the background, of which we make none. */
const readings: Readonly<Record<ResponseStatus, (response: Response) => Reading>> = {
  completed: ({ output }) => (Array.isArray(output) ? E.right(said(output)) : notNow("response without output")),
  incomplete: ({ incomplete_details }) =>
    E.right(unusable(`incomplete: ${incomplete_details?.reason ?? "no reason given"}`, true)),
  failed: unanswered,
  cancelled: unanswered,
  queued: unanswered,
  in_progress: unanswered,
};

const readingOf = (response: Response): Reading => {
  const status = response.status ?? "completed";
  return Object.hasOwn(readings, status) ? readings[status](response) : unanswered(response);
};

export const answerOf = (response: Response): E.Either<AssistantError, AssistantAnswer> =>
  pipe(
    readingOf(response),
    E.map((reading) => ({
      ...reading,
      usage: {
        prompt_tokens: response.usage?.input_tokens ?? 0,
        completion_tokens: response.usage?.output_tokens ?? 0,
        total_tokens: response.usage?.total_tokens ?? 0,
      },
    })),
  );
