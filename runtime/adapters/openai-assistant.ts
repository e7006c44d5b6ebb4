import * as E from "fp-ts/Either";
import { identity, pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import OpenAI, { APIConnectionError, APIError, APIUserAbortError } from "openai";
import { describeError, type Log, type LogEvent } from "../log/log";
import {
  type Assistant,
  type AssistantAnswer,
  type AssistantCall,
  type AssistantError,
  estimatedCost,
  type ModelPrices,
  type ThreadOpening,
} from "../ports/assistant";
import type { Clock, Stopwatch } from "../ports/time-and-chance";
import type { Channel } from "../request/request";
import { retryAfterSeconds } from "./carrier-errors";
import { answerOf } from "./openai-answer";
import { removeThread } from "./openai-threads";

const unavailable = (reason: string, retryAfter?: number): AssistantError => ({
  _tag: "AssistantUnavailable",
  reason,
  retryAfterSeconds: retryAfter,
});

/** Said with a 400 (seen in March 2026: "Another process is currently operating on this conversation. Please retry in a few seconds."). */
const LOCKED = "conversation_locked";

/** Statuses after which the same call may well succeed. */
const isPassing = (status: number): boolean => [408, 409, 429].includes(status) || status >= 500;

/** OpenAI's errors by what can be done about them; only its codes are told, its messages may quote the request. */
const toAssistantError =
  (clock: Clock) =>
  (error: unknown): AssistantError => {
    if (error instanceof APIUserAbortError) return unavailable("no answer in time");
    if (error instanceof APIConnectionError) return unavailable("no connection");
    if (!(error instanceof APIError) || error.status === undefined) return unavailable(describeError(error));
    const reason = `status ${error.status} (${error.code ?? error.type ?? "no code"})`;
    if (error.status === 401 || error.status === 403) return { _tag: "AssistantUnauthorised", reason };
    return isPassing(error.status) || error.code === LOCKED
      ? unavailable(reason, retryAfterSeconds(error.headers?.get("retry-after"), clock.now()))
      : { _tag: "AssistantRefused", reason };
  };

type AssistantLogOptions = {
  readonly log: Log;
  readonly stopwatch: Stopwatch;
  readonly channel: Channel;
  readonly prices: ModelPrices;
};

const paidFor = (prices: ModelPrices, { model }: AssistantCall, { usage }: AssistantAnswer): Partial<LogEvent> => {
  const cost = estimatedCost(prices, model, usage);
  return {
    prompt_tokens: usage.prompt_tokens,
    completion_tokens: usage.completion_tokens,
    ...(cost === undefined ? {} : { estimated_cost: cost }),
  };
};

/** The same assistant, with a log line for each question: how long it took, what it used and what became of it. */
export const withAssistantLog = (
  assistant: Assistant,
  { log, stopwatch, channel, prices }: AssistantLogOptions,
): Assistant => ({
  ...assistant,
  ask: (call) => () => {
    const elapsed = stopwatch();
    const event = (status: string): LogEvent => ({
      event: "assistant_called",
      ...(call.metadata.conversation_id === undefined ? {} : { conversation_id: call.metadata.conversation_id }),
      channel,
      model: call.model,
      status,
      duration_ms: elapsed(),
    });
    return pipe(
      assistant.ask(call),
      TE.tapIO((answer) => () => log.info({ ...event("Answered"), ...paidFor(prices, call, answer) })()),
      TE.tapError(({ _tag }) => TE.fromIO(() => log.info(event(_tag))())),
    )();
  },
});

type Limits = { readonly timeout: number; readonly maxRetries: 0; readonly signal: AbortSignal };

/** The SDK's own retries are off: a second try would append to the conversation and be paid for again. */
const limitsOf = ({ timeoutMs }: { readonly timeoutMs: number }): Limits => ({
  timeout: timeoutMs,
  maxRetries: 0,
  signal: AbortSignal.timeout(timeoutMs),
});

const respond = (client: OpenAI, call: AssistantCall) =>
  client.responses.create(
    {
      model: call.model,
      instructions: call.instructions,
      input: call.input,
      conversation: call.threadId,
      store: true,
      safety_identifier: call.safetyIdentifier,
      metadata: call.metadata,
      max_output_tokens: call.outputTokens,
      text: { format: { type: "json_schema", name: "variables", strict: true, schema: call.schema } },
    },
    limitsOf(call),
  );

const open = async (client: OpenAI, opening: ThreadOpening): Promise<E.Either<AssistantError, string>> => {
  const { id } = await client.conversations.create({ metadata: opening.metadata }, limitsOf(opening));
  return typeof id === "string" ? E.right(id) : E.left(unavailable("a conversation without an id"));
};

/** OpenAI's Conversations and Responses, with a strict schema for the answer. */
export const openaiAssistant = (openaiUrl: string, clock: Clock): Assistant => {
  const clients = new Map<string, OpenAI>();
  const clientFor = (apiKey: string): OpenAI => {
    const client = clients.get(apiKey) ?? new OpenAI({ apiKey, baseURL: `${openaiUrl}/v1`, maxRetries: 0 });
    clients.set(apiKey, client);
    return client;
  };
  const attempt = <A>(apiKey: string, call: (client: OpenAI) => Promise<A>): TE.TaskEither<AssistantError, A> =>
    TE.tryCatch(() => call(clientFor(apiKey)), toAssistantError(clock));
  return {
    open: (opening) =>
      pipe(
        attempt(opening.apiKey, (client) => open(client, opening)),
        TE.chainEitherK(identity),
      ),
    ask: (call) =>
      pipe(
        attempt(call.apiKey, (client) => respond(client, call).then(answerOf)),
        TE.chainEitherK(identity),
      ),
    close: (closing) =>
      pipe(
        attempt(closing.apiKey, (client) => removeThread(client, closing.threadId, limitsOf(closing))),
        TE.map(() => undefined),
      ),
  };
};
