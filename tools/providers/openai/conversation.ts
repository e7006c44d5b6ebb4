import { isRecord, isStringRecord } from "../codec/problems";
import { openAiId } from "./with-key";

export type Metadata = Readonly<Record<string, string>>;

/** Reads `metadata`: at most 16 pairs, keys of 64 and values of 512 characters; a string says what is wrong. */
export const parseMetadata = (value: unknown): Metadata | string => {
  if (value === undefined || value === null) return {};
  if (!isStringRecord(value)) return "Invalid type for 'metadata': expected an object of strings.";
  const pairs = Object.entries(value);
  if (pairs.length > 16) return "Invalid 'metadata': too many properties. Expected at most 16.";
  if (pairs.some(([key]) => key.length > 64)) return "Invalid 'metadata': a key is longer than 64 characters.";
  const long = pairs.find(([, text]) => text.length > 512);
  return long === undefined
    ? value
    : `Invalid 'metadata.${long[0]}': string too long. Expected at most 512 characters.`;
};

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

const roles = ["user", "system", "developer", "assistant"];

const message = (role: string, texts: readonly string[]): ConversationItem => ({
  id: openAiId("msg"),
  type: "message",
  status: "completed",
  role,
  content: texts.map((text) =>
    role === "assistant" ? { type: "output_text", text, annotations: [], logprobs: [] } : { type: "input_text", text },
  ),
});

const textsOf = (content: unknown): readonly string[] | undefined => {
  if (typeof content === "string") return [content];
  if (!Array.isArray(content)) return undefined;
  const texts = content.map((part: unknown) =>
    isRecord(part) && (part.type === "input_text" || part.type === "output_text") && typeof part.text === "string"
      ? part.text
      : undefined,
  );
  return texts.every((text) => text !== undefined) ? texts : undefined;
};

/** Reads `input`: a text, or messages made of text; undefined for anything else (images, files, tool results). */
export const parseInput = (input: unknown): readonly ConversationItem[] | undefined => {
  if (typeof input === "string") return [message("user", [input])];
  if (!Array.isArray(input)) return undefined;
  const items = input.map((item: unknown) => {
    if (!isRecord(item) || (item.type !== undefined && item.type !== "message")) return undefined;
    const texts = textsOf(item.content);
    if (texts === undefined || typeof item.role !== "string" || !roles.includes(item.role)) return undefined;
    return message(item.role, texts);
  });
  return items.every((item) => item !== undefined) ? items : undefined;
};

/** All text of the items, for counting and for finding data. */
export const itemTexts = (items: readonly ConversationItem[]): readonly string[] =>
  items.flatMap(({ content }) => content.flatMap(({ text }) => (typeof text === "string" ? [text] : [])));
