import { isRecord, isWholeNumber, parseJson } from "../codec/problems";
import type { Ledger } from "../ledger/ledger";
import { keyFingerprint } from "../ledger/ledger-entry";
import {
  type Conversation,
  type ConversationStore,
  conversationResource,
  parseInput,
  parseMetadata,
} from "./conversation";
import { conversationNotFound, openAiError } from "./openai-error";
import { type KeyedOperation, openAiId } from "./with-key";

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

export const retrieveConversation = (store: ConversationStore): KeyedOperation => ({
  name: "conversations.retrieve",
  method: "GET",
  path: "/v1/conversations/:id",
  handle: ({ params }) => {
    const id = params.id ?? "";
    const conversation = store.find(id);
    return conversation === undefined
      ? conversationNotFound(id)
      : { status: 200, body: conversationResource(conversation) };
  },
});

/** Deletes the conversation; its items, which at OpenAI outlive it, can no longer be listed without it. */
export const deleteConversation = (store: ConversationStore): KeyedOperation => ({
  name: "conversations.delete",
  method: "DELETE",
  path: "/v1/conversations/:id",
  handle: ({ params }) => {
    const id = params.id ?? "";
    return store.remove(id)
      ? { status: 200, body: { id, object: "conversation.deleted", deleted: true } }
      : conversationNotFound(id);
  },
});

/** A conversation's items in pages, newest first unless `order=asc`. */
export const listItems = (store: ConversationStore): KeyedOperation => ({
  name: "conversations.items.list",
  method: "GET",
  path: "/v1/conversations/:id/items",
  handle: ({ params, query }) => {
    const id = params.id ?? "";
    const conversation = store.find(id);
    if (conversation === undefined) return conversationNotFound(id);
    const limit = Number(query.get("limit") ?? 20);
    if (!isWholeNumber(limit, 1, 100)) return openAiError(400, null, "Invalid 'limit': from 1 to 100.", "limit");
    const order = query.get("order") ?? "desc";
    if (order !== "asc" && order !== "desc") return openAiError(400, null, "Invalid 'order': asc or desc.", "order");
    const ordered = order === "asc" ? conversation.items : [...conversation.items].reverse();
    const after = query.get("after");
    const start = after === null ? 0 : ordered.findIndex((item) => item.id === after) + 1;
    if (after !== null && start === 0) return openAiError(400, null, "Invalid 'after': no such item.", "after");
    const data = ordered.slice(start, start + limit);
    return {
      status: 200,
      body: {
        object: "list",
        data,
        first_id: data[0]?.id ?? null,
        last_id: data.at(-1)?.id ?? null,
        has_more: start + data.length < ordered.length,
      },
    };
  },
});

/** Deletes one item and answers the conversation. */
export const deleteItem = (store: ConversationStore): KeyedOperation => ({
  name: "conversations.items.delete",
  method: "DELETE",
  path: "/v1/conversations/:id/items/:item",
  handle: ({ params }) => {
    const id = params.id ?? "";
    const conversation = store.find(id);
    if (conversation === undefined) return conversationNotFound(id);
    const index = conversation.items.findIndex((item) => item.id === params.item);
    if (index === -1) return openAiError(404, null, `Item with id '${params.item}' not found.`);
    conversation.items.splice(index, 1);
    return { status: 200, body: conversationResource(conversation) };
  },
});
