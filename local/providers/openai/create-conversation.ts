import { isRecord } from "../is-record";
import { keyFingerprint } from "../key-fingerprint";
import type { Ledger } from "../ledger";
import { parseJson } from "../parse-json";
import { type Conversation, type ConversationStore, conversationResource } from "./conversation-store";
import { parseMetadata } from "./metadata";
import { openAiError } from "./openai-error";
import { openAiId } from "./openai-id";
import { parseInput } from "./parse-input";
import type { KeyedOperation } from "./with-key";

export const createConversation = (store: ConversationStore, ledger: Ledger, now: () => number): KeyedOperation => ({
  name: "conversations.create",
  method: "POST",
  path: "/v1/conversations",
  handle: ({ body, answered }, key) => {
    const parsed = body === "" ? ({ ok: true, value: {} } as const) : parseJson(body);
    if (!parsed.ok || !isRecord(parsed.value)) return openAiError(400, null, "We could not parse the JSON body.");
    const unknown = Object.keys(parsed.value).find((name) => name !== "metadata" && name !== "items");
    if (unknown !== undefined) {
      return openAiError(400, "unknown_parameter", `Unknown parameter: '${unknown}'.`, unknown);
    }
    const metadata = parseMetadata(parsed.value.metadata);
    if (typeof metadata === "string") return openAiError(400, null, metadata, "metadata");
    const items = parseInput(parsed.value.items ?? []);
    if (items === undefined) return openAiError(400, "invalid_type", "Invalid type for 'items'.", "items");
    const at = now();
    const conversation: Conversation = {
      id: openAiId("conv"),
      createdAt: Math.floor(at / 1000),
      metadata,
      items: [...items],
    };
    store.add(conversation);
    ledger.record({
      provider: "openai",
      kind: "conversation",
      at: new Date(at).toISOString(),
      id: conversation.id,
      account: keyFingerprint(key),
      answered,
      metadata,
    });
    return { status: 200, body: conversationResource(conversation) };
  },
});
