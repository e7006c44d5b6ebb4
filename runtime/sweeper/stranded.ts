import type { ContextObject } from "../context/context-object";
import type { ConversationKey } from "../conversation/conversation-key";
import type { StoredConversation } from "../conversation/stored-conversation";

/** A conversation whose check is due, with the message that would go on with it. */
export type Stranded = {
  readonly key: ConversationKey;
  readonly conversation: StoredConversation;
  readonly context: ContextObject;
};
