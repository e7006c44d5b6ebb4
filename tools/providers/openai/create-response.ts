import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { OutputItem } from "../injected-faults/injected-fault";
import type { Ledger } from "../ledger/ledger";
import { keyFingerprint } from "../ledger/ledger-entry";
import { type Answer, ok } from "../server/operation";
import { type AssistantOutput, assistantOutput, saidIn, tokensOf } from "./assistant-output";
import { composeAnswer } from "./compose-answer";
import type { ConversationItem, ConversationStore } from "./conversation";
import { brokenThread, conversationNotFound } from "./openai-error";
import { refusal } from "./parameters";
import { type ResponseRequest, readResponseRequest } from "./response-request";
import { type KeyedOperation, openAiId } from "./with-key";

/** What was put out, as a conversation's item. */
const outputItem =
  (status: string) =>
  (item: OutputItem): ConversationItem => {
    if (typeof item === "string") return { id: openAiId("rs"), type: item, summary: [] };
    const content = item.parts.map((part) =>
      typeof part === "string"
        ? { type: "output_text", text: part, annotations: [], logprobs: [] }
        : { type: "refusal", ...part },
    );
    const phase = item.phase === undefined ? {} : { phase: item.phase };
    return { id: openAiId("msg"), type: "message", status, role: "assistant", content, ...phase };
  };

// OpenAI caches prefixes from 1,024 tokens up, in steps of 128; instructions are what requests share.
const cachedTokens = (instructionTokens: number): number =>
  instructionTokens < 1024 ? 0 : Math.floor(instructionTokens / 128) * 128;

const usageOf = (instructions: string | null, texts: readonly string[], output: string) => {
  const instructionTokens = tokensOf(instructions ?? "");
  const input = texts.reduce((sum, text) => sum + tokensOf(text), instructionTokens);
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: cachedTokens(instructionTokens), cache_write_tokens: 0 },
    output_tokens: tokensOf(output),
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: input + tokensOf(output),
  };
};

/** The response object as OpenAI shows it, but for its id and time, and what it used. */
const responseResource = (
  request: ResponseRequest,
  { status, reason, error }: AssistantOutput,
  output: readonly ConversationItem[],
) => ({
  object: "response",
  status,
  background: false,
  conversation: request.conversation === null ? null : { id: request.conversation },
  error: error === undefined ? null : { code: error, message: "The model failed to generate a response." },
  incomplete_details: status === "incomplete" ? (reason === undefined ? {} : { reason }) : null,
  instructions: request.instructions,
  max_output_tokens: request.maxOutputTokens,
  max_tool_calls: null,
  // Whoever reads an answer is to know that no model wrote it.
  model: `${request.model}-stand-in`,
  output,
  parallel_tool_calls: true,
  previous_response_id: null,
  prompt_cache_key: null,
  reasoning: { effort: null, summary: null },
  safety_identifier: request.safetyIdentifier,
  service_tier: "default",
  store: request.store,
  temperature: 1,
  text: { format: request.format.echo },
  tool_choice: "auto",
  tools: [],
  top_logprobs: 0,
  top_p: 1,
  truncation: "disabled",
  metadata: request.metadata,
});

/** All text of the items, for counting and for finding data. */
const textsIn = (items: readonly ConversationItem[]): readonly string[] =>
  items.flatMap((item) =>
    "content" in item ? item.content.flatMap(({ text }) => (typeof text === "string" ? [text] : [])) : [],
  );

/** The items of the conversation to which the response belongs; a response on its own has none before it. */
const threadOf = (store: ConversationStore, id: string | null): E.Either<Answer, ConversationItem[]> => {
  if (id === null) return E.right([]);
  const conversation = store.find(id);
  if (conversation === undefined) return E.left(conversationNotFound(id));
  const last = conversation.items.at(-1);
  return last?.type === "reasoning" ? E.left(brokenThread(last.id)) : E.right(conversation.items);
};

/** The response without the fields that a fault takes from it. */
const without = (fields: readonly string[], response: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(response).filter(([name]) => !fields.includes(name)));

export const createResponse = (store: ConversationStore, ledger: Ledger, now: () => number): KeyedOperation => ({
  name: "responses.create",
  method: "POST",
  path: "/v1/responses",
  handle: ({ body, fault, answered }, key) =>
    pipe(
      readResponseRequest(body),
      E.bindTo("request"),
      E.bind("thread", ({ request: { conversation } }) => threadOf(store, conversation)),
      E.let("texts", ({ request, thread }) => textsIn([...thread, ...request.input])),
      E.bind("text", ({ request, texts }) =>
        pipe(
          composeAnswer(request.format, texts, request.instructions ?? ""),
          E.mapLeft((why) => refusal("text.format.schema", null, why)),
        ),
      ),
      E.map(({ request, thread, texts, text }) => {
        const output = assistantOutput(
          text,
          fault?.kind === "assistant" ? fault.output : null,
          request.maxOutputTokens,
        );
        const renderedText = saidIn(output);
        const usage = usageOf(request.instructions, texts, renderedText);
        const items = output.output.map(outputItem(output.status));
        const isAnswered = output.status === "completed" || output.status === "incomplete";
        if (isAnswered) thread.push(...request.input, ...items);
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
          renderedText,
          inputTokens: usage.input_tokens,
          outputTokens: usage.output_tokens,
          outcome: output.outcome,
        });
        const seconds = Math.floor(at / 1000);
        const response = {
          id,
          created_at: seconds,
          completed_at: output.status === "completed" ? seconds : null,
          ...responseResource(request, output, items),
          ...(isAnswered ? { usage } : {}),
        };
        return ok(without(output.without, response));
      }),
      E.toUnion,
    ),
});
