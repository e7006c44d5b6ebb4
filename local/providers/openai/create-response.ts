import { isRecord } from "../is-record";
import { keyFingerprint } from "../key-fingerprint";
import type { Ledger } from "../ledger";
import { parseJson } from "../parse-json";
import { assistantOutput } from "./assistant-output";
import { conversationNotFound } from "./conversation-not-found";
import type { ConversationStore } from "./conversation-store";
import { composeAnswer } from "./fill/compose-answer";
import { openAiError } from "./openai-error";
import { openAiId } from "./openai-id";
import { itemTexts } from "./parse-input";
import { parseResponseRequest } from "./response-request";
import { outputItems, responseResource } from "./response-resource";
import { cachedTokens, tokensOf, type Usage } from "./usage";
import type { KeyedOperation } from "./with-key";

export type CreateResponsePorts = {
  readonly store: ConversationStore;
  readonly ledger: Ledger;
  readonly modelIds: readonly string[];
  readonly now: () => number;
};

export const createResponse = ({ store, ledger, modelIds, now }: CreateResponsePorts): KeyedOperation => ({
  name: "responses.create",
  method: "POST",
  path: "/v1/responses",
  handle: ({ body, fault, answered }, key) => {
    const parsed = parseJson(body);
    if (!parsed.ok || !isRecord(parsed.value)) return openAiError(400, null, "We could not parse the JSON body.");
    const checked = parseResponseRequest(parsed.value, modelIds);
    if (!checked.ok) return checked.answer;
    const { request } = checked;
    const conversation = request.conversation === null ? undefined : store.find(request.conversation);
    if (request.conversation !== null && conversation === undefined) return conversationNotFound(request.conversation);

    const texts = itemTexts([...(conversation?.items ?? []), ...request.input]);
    const composed = composeAnswer(request.format, texts);
    if (!composed.ok) return openAiError(400, null, composed.message, "text.format.schema");
    const output = assistantOutput(
      composed.text,
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
    if (output.status !== "failed") conversation?.items.push(...request.input, ...items);
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
  },
});
