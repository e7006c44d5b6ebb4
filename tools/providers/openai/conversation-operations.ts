import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { optional, wholeNumber } from "../codec/problems";
import type { Ledger } from "../ledger/ledger";
import { keyFingerprint } from "../ledger/ledger-entry";
import { type Answer, type Exchange, ok } from "../server/operation";
import {
  type Conversation,
  type ConversationStore,
  conversationResource,
  Input,
  itemsOf,
  Metadata,
  metadataRefusals,
} from "./conversation";
import { conversationNotFound, openAiError } from "./openai-error";
import { type Refusals, readParameters } from "./parameters";
import { type KeyedOperation, openAiId } from "./with-key";

const NewConversation = t.type({ metadata: optional(Metadata), items: optional(Input) });

const refusals: Refusals = { items: ["invalid_type", "Invalid type for 'items'."], ...metadataRefusals };

export const createConversation = (store: ConversationStore, ledger: Ledger, now: () => number): KeyedOperation => ({
  name: "conversations.create",
  method: "POST",
  path: "/v1/conversations",
  handle: ({ body, answered }, key) =>
    pipe(
      readParameters(body === "" ? "{}" : body, NewConversation, refusals),
      E.map(({ metadata, items }) => {
        const at = now();
        const conversation: Conversation = {
          id: openAiId("conv"),
          createdAt: Math.floor(at / 1000),
          metadata: metadata ?? {},
          items: [...itemsOf(items ?? [])],
        };
        store.add(conversation);
        ledger.record({
          provider: "openai",
          kind: "conversation",
          at: new Date(at).toISOString(),
          id: conversation.id,
          account: keyFingerprint(key),
          answered,
          metadata: conversation.metadata,
        });
        return ok(conversationResource(conversation));
      }),
      E.toUnion,
    ),
});

/** An operation on the conversation that its path names. */
const onConversation =
  (store: ConversationStore, handle: (conversation: Conversation, exchange: Exchange) => Answer) =>
  (exchange: Exchange): Answer => {
    const { id = "" } = exchange.params;
    const conversation = store.find(id);
    return conversation === undefined ? conversationNotFound(id) : handle(conversation, exchange);
  };

/** Deletes the conversation; its items, which at OpenAI outlive it, can no longer be listed without it. */
export const deleteConversation = (store: ConversationStore): KeyedOperation => ({
  name: "conversations.delete",
  method: "DELETE",
  path: "/v1/conversations/:id",
  handle: onConversation(store, ({ id }) => {
    store.remove(id);
    return ok({ id, object: "conversation.deleted", deleted: true });
  }),
});

const PageSize = wholeNumber(1, 100);

/** A conversation's items in pages, newest first. */
export const listItems = (store: ConversationStore): KeyedOperation => ({
  name: "conversations.items.list",
  method: "GET",
  path: "/v1/conversations/:id/items",
  handle: onConversation(store, ({ items }, { query }) => {
    const limit = Number(query.get("limit") ?? 20);
    if (!PageSize.is(limit)) return openAiError(400, null, "Invalid 'limit': from 1 to 100.", "limit");
    const ordered = items.toReversed();
    const after = query.get("after");
    const start = after === null ? 0 : ordered.findIndex((item) => item.id === after) + 1;
    if (after !== null && start === 0) return openAiError(400, null, "Invalid 'after': no such item.", "after");
    const data = ordered.slice(start, start + limit);
    return ok({
      object: "list",
      data,
      first_id: data[0]?.id ?? null,
      last_id: data.at(-1)?.id ?? null,
      has_more: start + data.length < ordered.length,
    });
  }),
});

/** Deletes one item and answers the conversation. */
export const deleteItem = (store: ConversationStore): KeyedOperation => ({
  name: "conversations.items.delete",
  method: "DELETE",
  path: "/v1/conversations/:id/items/:item",
  handle: onConversation(store, (conversation, { params }) => {
    const index = conversation.items.findIndex((item) => item.id === params.item);
    if (index === -1) return openAiError(404, null, `Item with id '${params.item}' not found.`);
    conversation.items.splice(index, 1);
    return ok(conversationResource(conversation));
  }),
});
