import type { JsonObject } from "../codec/json-object";
import type { ConversationKey } from "../conversation/conversation-key";
import type { StoredConversation } from "../conversation/stored-conversation";

/** A conversation whose check is due, with its whole record, from which its message can be made anew. */
export type Stranded = {
  readonly key: ConversationKey;
  readonly conversation: StoredConversation;
  readonly record: JsonObject;
};
