import type * as E from "fp-ts/Either";
import type * as TE from "fp-ts/TaskEither";

/** The strict JSON Schema of an answer: each variable a string that says what belongs there. */
export type AnswerSchema = {
  readonly type: "object";
  readonly properties: Readonly<Record<string, { readonly type: "string"; readonly description: string }>>;
  readonly required: readonly string[];
  readonly additionalProperties: false;
};

/** Metadata tell whose thread it is, to who looks at the provider. */
export type ThreadOpening = {
  readonly apiKey: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
};

type ThreadClosing = { readonly apiKey: string; readonly threadId: string; readonly timeoutMs: number };

export type AssistantCall = {
  readonly apiKey: string;
  readonly model: string;
  readonly instructions: string;
  readonly input: string;
  readonly schema: AnswerSchema;
  readonly threadId: string;
  /** The most that an answer may take, reasoning included. */
  readonly outputTokens: number;
  /** A keyed hash that stands for the recipient. */
  readonly safetyIdentifier: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
};

export type Usage = {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
};
/** What came back and was paid for: the text of the answer, or why there is none that can be used. */
export type AssistantAnswer = {
  readonly content: E.Either<string, string>;
  /** The thread is of no use for another question. */
  readonly endsThread: boolean;
  readonly usage: Usage;
};

/** No answer for now: throttled, down, too slow. */
export type AssistantUnavailable = {
  readonly _tag: "AssistantUnavailable";
  readonly reason: string;
  readonly retryAfterSeconds: number | undefined;
};
/** The key is not accepted. */
export type AssistantUnauthorised = { readonly _tag: "AssistantUnauthorised"; readonly reason: string };
/** Answers that cannot be used, or a call that is not acceptable. */
export type AssistantRefused = { readonly _tag: "AssistantRefused"; readonly reason: string };

export type AssistantError = AssistantUnavailable | AssistantUnauthorised | AssistantRefused;

/** The AI that writes a message's variables. */
export type Assistant = {
  /** Opens a thread and gives its id. What is asked and answered in it stays at the provider until the thread is closed. */
  readonly open: (opening: ThreadOpening) => TE.TaskEither<AssistantError, string>;
  readonly ask: (call: AssistantCall) => TE.TaskEither<AssistantError, AssistantAnswer>;
  /** Deletes a thread with all that is in it. */
  readonly close: (closing: ThreadClosing) => TE.TaskEither<AssistantError, void>;
};
/** Threads of which nobody asks anything any more. */
export type Threads = {
  /** Deletes a thread's items and the thread, or says why not; one that is gone already is found no more. */
  readonly remove: (apiKey: string, threadId: string) => TE.TaskEither<string, RemovedThread>;
};
export type RemovedThread = { readonly items: number; readonly found: boolean };
export type HasThreads = { readonly threads: Threads };

export type HasAssistant = { readonly assistant: Assistant };

/** What a model costs, per million tokens, in whatever currency the operator counts in. */
export type ModelPrice = { readonly promptPerMillion: number; readonly completionPerMillion: number };
export type ModelPrices = Readonly<Record<string, ModelPrice>>;

const MILLION = 1_000_000;

/** What an answer has probably cost; unknown for a model without a configured price. Discounts for cached tokens are not counted. */
export const estimatedCost = (prices: ModelPrices, model: string, usage: Usage): number | undefined => {
  const price = Object.hasOwn(prices, model) ? prices[model] : undefined;
  return (
    price &&
    (usage.prompt_tokens * price.promptPerMillion + usage.completion_tokens * price.completionPerMillion) / MILLION
  );
};
