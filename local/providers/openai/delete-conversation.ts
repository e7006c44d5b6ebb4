import { conversationNotFound } from "./conversation-not-found";
import type { ConversationStore } from "./conversation-store";
import type { KeyedOperation } from "./with-key";

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
