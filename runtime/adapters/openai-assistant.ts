import * as E from "fp-ts/Either";
import { identity, pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import OpenAI, { APIConnectionError, APIError, APIUserAbortError } from "openai";
import type { Response } from "openai/resources/responses/responses";
import { describeError, type Log, type LogEvent } from "../log/log";
import {
  type Assistant,
  type AssistantAnswer,
  type AssistantCall,
  type AssistantError,
  estimatedCost,
  type ModelPrices,
} from "../ports/assistant";
import type { Clock, Stopwatch } from "../ports/time-and-chance";
import type { Channel } from "../request/request";
import { retryAfterSeconds } from "./carrier-errors";

const unavailable = (reason: string, retryAfter?: number): AssistantError => ({
  _tag: "AssistantUnavailable",
  reason,
  retryAfterSeconds: retryAfter,
});

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
    return isPassing(error.status)
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

/** The same assistant, with a log line for each call: how long it took, what it used and what became of it. */
export const withAssistantLog = (
  assistant: Assistant,
  { log, stopwatch, channel, prices }: AssistantLogOptions,
): Assistant => ({
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

/** Tokens, those of reasoning included; a template's variables take a small part of it. */
const MOST_OUTPUT_TOKENS = 4_096;

type Limits = { readonly timeout: number; readonly maxRetries: 0; readonly signal: AbortSignal };

const openThread = (client: OpenAI, { metadata }: AssistantCall, limits: Limits): Promise<string> =>
  client.conversations.create({ metadata }, limits).then(({ id }) => id);

const respond = (client: OpenAI, call: AssistantCall, threadId: string, limits: Limits): Promise<Response> =>
  client.responses.create(
    {
      model: call.model,
      instructions: call.instructions,
      input: call.input,
      conversation: threadId,
      store: true,
      safety_identifier: call.safetyIdentifier,
      metadata: call.metadata,
      max_output_tokens: MOST_OUTPUT_TOKENS,
      text: { format: { type: "json_schema", name: "variables", strict: true, schema: call.schema } },
    },
    limits,
  );

/** The SDK's own retries are off: a second try would append to the conversation and be paid for again. */
const converse = async (client: OpenAI, call: AssistantCall): Promise<readonly [string, Response]> => {
  const limits: Limits = { timeout: call.timeoutMs, maxRetries: 0, signal: AbortSignal.timeout(call.timeoutMs) };
  const threadId = call.threadId ?? (await openThread(client, call, limits));
  return [threadId, await respond(client, call, threadId, limits)];
};

const isRefusal = ({ output }: Response): boolean =>
  output.some((item) => item.type === "message" && item.content.some(({ type }) => type === "refusal"));

const contentOf = (response: Response): E.Either<string, string> => {
  if (response.status === "incomplete") {
    return E.left(`incomplete: ${response.incomplete_details?.reason ?? "no reason given"}`);
  }
  return isRefusal(response) ? E.left("the model refused") : E.right(response.output_text);
};

const answerOf = ([threadId, response]: readonly [string, Response]): E.Either<AssistantError, AssistantAnswer> =>
  response.status === "completed" || response.status === "incomplete"
    ? E.right({
        threadId,
        content: contentOf(response),
        usage: {
          prompt_tokens: response.usage?.input_tokens ?? 0,
          completion_tokens: response.usage?.output_tokens ?? 0,
          total_tokens: response.usage?.total_tokens ?? 0,
        },
      })
    : E.left({
        _tag: "AssistantUnavailable",
        reason: `response ${response.status ?? "without status"} (${response.error?.code ?? "no code"})`,
        retryAfterSeconds: undefined,
      });

/** OpenAI's Conversations and Responses, with a strict schema for the answer. */
export const openaiAssistant = (openaiUrl: string, clock: Clock): Assistant => {
  const clients = new Map<string, OpenAI>();
  const clientFor = (apiKey: string): OpenAI => {
    const client = clients.get(apiKey) ?? new OpenAI({ apiKey, baseURL: `${openaiUrl}/v1`, maxRetries: 0 });
    clients.set(apiKey, client);
    return client;
  };
  return {
    ask: (call) =>
      pipe(
        TE.tryCatch(() => converse(clientFor(call.apiKey), call).then(answerOf), toAssistantError(clock)),
        TE.chainEitherK(identity),
      ),
  };
};
