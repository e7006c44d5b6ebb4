import type { Metadata } from "./metadata";

export type ConversationItem = {
  readonly id: string;
  readonly type: "message";
  readonly status: string;
  readonly role: string;
  readonly content: readonly Readonly<Record<string, unknown>>[];
};

export type Conversation = {
  readonly id: string;
  /** Seconds since the epoch. */
  readonly createdAt: number;
  readonly metadata: Metadata;
  readonly items: ConversationItem[];
};

export type ConversationStore = {
  readonly add: (conversation: Conversation) => void;
  readonly find: (id: string) => Conversation | undefined;
  readonly remove: (id: string) => boolean;
  /** Items that are still there: as at OpenAI, those of a deleted conversation are. */
  readonly itemsHeld: () => number;
};

/** Conversations with their items, at most `max`; the oldest go first. */
export const makeConversationStore = (max: number): ConversationStore => {
  const held = new Map<string, Conversation>();
  let leftBehind = 0;
  return {
    add: (conversation) => {
      held.set(conversation.id, conversation);
      const [oldest] = held.keys();
      if (held.size > max && oldest !== undefined) held.delete(oldest);
    },
    find: (id) => held.get(id),
    remove: (id) => {
      leftBehind += held.get(id)?.items.length ?? 0;
      return held.delete(id);
    },
    itemsHeld: () => [...held.values()].reduce((sum, { items }) => sum + items.length, leftBehind),
  };
};

export const conversationResource = ({ id, createdAt, metadata }: Conversation) => ({
  id,
  object: "conversation",
  created_at: createdAt,
  metadata,
});
