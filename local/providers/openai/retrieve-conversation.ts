import { conversationNotFound } from "./conversation-not-found";
import { type ConversationStore, conversationResource } from "./conversation-store";
import type { KeyedOperation } from "./with-key";

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
