import { isWholeNumber } from "../problem";
import { conversationNotFound } from "./conversation-not-found";
import type { ConversationStore } from "./conversation-store";
import { openAiError } from "./openai-error";
import type { KeyedOperation } from "./with-key";

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
