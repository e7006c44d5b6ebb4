import * as E from "fp-ts/Either";
import { identity, pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import OpenAI from "openai";
import type { Response } from "openai/resources/responses/responses";
import type { Assistant, AssistantAnswer, AssistantCall, AssistantError } from "../ports/assistant";
import type { Clock } from "../ports/clock";
import { toAssistantError } from "./to-assistant-error";

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
