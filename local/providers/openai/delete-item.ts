import { conversationNotFound } from "./conversation-not-found";
import { type ConversationStore, conversationResource } from "./conversation-store";
import { openAiError } from "./openai-error";
import type { KeyedOperation } from "./with-key";

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
