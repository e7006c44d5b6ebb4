import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { Ledger } from "../ledger/ledger";
import { keyFingerprint } from "../ledger/ledger-entry";
import type { Answer } from "../server/operation";
import {
  type AssistantOutput,
  assistantOutput,
  cachedTokens,
  tokensOf,
  type Usage,
  usageResource,
} from "./assistant-output";
import { composeAnswer } from "./compose-answer";
import { type ConversationItem, type ConversationStore, itemTexts } from "./conversation";
import { conversationNotFound } from "./openai-error";
import { refusal } from "./parameters";
import { type ResponseRequest, readResponseRequest } from "./response-request";
import { type KeyedOperation, openAiId } from "./with-key";

/** The output message as a conversation item; a failed response has none. */
export const outputItems = ({ status, part, text }: AssistantOutput): readonly ConversationItem[] =>
  status === "failed"
    ? []
    : [
        {
          id: openAiId("msg"),
          type: "message",
          status,
          role: "assistant",
          content: [
            part === "refusal"
              ? { type: "refusal", refusal: text }
              : { type: "output_text", text, annotations: [], logprobs: [] },
          ],
        },
      ];

const failure = { code: "server_error", message: "The model failed to generate a response." };

export type ResponseFacts = {
  readonly id: string;
  readonly request: ResponseRequest;
  readonly output: AssistantOutput;
  readonly items: readonly ConversationItem[];
  readonly usage: Usage;
  readonly createdAt: number;
};

/** The response object as OpenAI shows it; times in seconds since the epoch. */
export const responseResource = ({ id, request, output, items, usage, createdAt }: ResponseFacts) => {
  const { given } = request;
  return {
    id,
    object: "response",
    created_at: createdAt,
    status: output.status,
    background: false,
    completed_at: output.status === "completed" ? createdAt : null,
    conversation: request.conversation === null ? null : { id: request.conversation },
    error: output.status === "failed" ? failure : null,
    incomplete_details: output.status === "incomplete" ? { reason: "max_output_tokens" } : null,
    instructions: request.instructions,
    max_output_tokens: request.maxOutputTokens,
    max_tool_calls: null,
    model: request.model,
    output: items,
    parallel_tool_calls: given.parallel_tool_calls ?? true,
    previous_response_id: null,
    prompt_cache_key: given.prompt_cache_key ?? null,
    reasoning: given.reasoning ?? { effort: null, summary: null },
    safety_identifier: given.safety_identifier ?? null,
    service_tier: given.service_tier ?? "default",
    store: given.store ?? true,
    temperature: given.temperature ?? 1,
    text: { format: request.format.echo },
    tool_choice: given.tool_choice ?? "auto",
    tools: [],
    top_logprobs: given.top_logprobs ?? 0,
    top_p: given.top_p ?? 1,
    truncation: given.truncation ?? "disabled",
    ...(output.status === "failed" ? {} : { usage: usageResource(usage) }),
    ...(typeof given.user === "string" ? { user: given.user } : {}),
    metadata: request.metadata,
  };
};

export type CreateResponsePorts = {
  readonly store: ConversationStore;
  readonly ledger: Ledger;
  readonly modelIds: readonly string[];
  readonly now: () => number;
};

/** The items of the conversation to which the response belongs; a response on its own has none before it. */
const threadOf = (store: ConversationStore, id: string | null): E.Either<Answer, ConversationItem[]> => {
  if (id === null) return E.right([]);
  const conversation = store.find(id);
  return conversation === undefined ? E.left(conversationNotFound(id)) : E.right(conversation.items);
};

export const createResponse = ({ store, ledger, modelIds, now }: CreateResponsePorts): KeyedOperation => ({
  name: "responses.create",
  method: "POST",
  path: "/v1/responses",
  handle: ({ body, fault, answered }, key) =>
    pipe(
      readResponseRequest(body, modelIds),
      E.bindTo("request"),
      E.bind("thread", ({ request: { conversation } }) => threadOf(store, conversation)),
      E.let("texts", ({ request, thread }) => itemTexts([...thread, ...request.input])),
      E.bind("text", ({ request: { format }, texts }) =>
        pipe(
          composeAnswer(format, texts),
          E.mapLeft((why) => refusal("text.format.schema", null, why)),
        ),
      ),
      E.map(({ request, thread, texts, text }) => {
        const output = assistantOutput(
          text,
          fault?.kind === "assistant" ? fault.output : undefined,
          request.maxOutputTokens,
        );
        const instructionTokens = tokensOf(request.instructions ?? "");
        const usage: Usage = {
          input: texts.reduce((sum, text) => sum + tokensOf(text), instructionTokens),
          cached: cachedTokens(instructionTokens),
          output: tokensOf(output.text),
        };
        const items = outputItems(output);
        if (output.status !== "failed") thread.push(...request.input, ...items);
        const at = now();
        const id = openAiId("resp");
        ledger.record({
          provider: "openai",
          kind: "response",
          at: new Date(at).toISOString(),
          id,
          account: keyFingerprint(key),
          answered,
          conversation: request.conversation,
          model: request.model,
          renderedText: output.text,
          inputTokens: usage.input,
          outputTokens: usage.output,
          outcome: output.outcome,
        });
        const createdAt = Math.floor(at / 1000);
        return { status: 200, body: responseResource({ id, request, output, items, usage, createdAt }) };
      }),
      E.toUnion,
    ),
});
