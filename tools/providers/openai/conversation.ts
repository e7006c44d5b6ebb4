import * as t from "io-ts";
import { withRules } from "../codec/problems";
import type { Refusals } from "./parameters";
import { openAiId } from "./with-key";

/** OpenAI's limits: 16 pairs, keys of 64 and values of 512 characters. */
export const Metadata = withRules(t.record(t.string, t.string), (given) =>
  Object.entries(given)
    .flatMap(([key, text], at) => [
      ...(at >= 16 ? ["Invalid 'metadata': too many properties. Expected at most 16."] : []),
      ...(key.length > 64 ? ["Invalid 'metadata': a key is longer than 64 characters."] : []),
      ...(String(text).length > 512
        ? [`Invalid 'metadata.${key}': string too long. Expected at most 512 characters.`]
        : []),
    ])
    .map((message) => ({ field: "", message })),
);

export const metadataRefusals: Refusals = {
  metadata: [null, "Invalid type for 'metadata': expected an object of strings."],
};

export type Metadata = t.TypeOf<typeof Metadata>;

type MessageItem = {
  readonly id: string;
  readonly type: "message";
  readonly status: string;
  readonly role: string;
  readonly content: readonly Readonly<Record<string, unknown>>[];
  readonly phase?: string | null | undefined;
};

export type ConversationItem =
  | MessageItem
  | { readonly id: string; readonly type: string; readonly summary: readonly never[] };

export type Conversation = {
  readonly id: string;
  /** Seconds since the epoch. */
  readonly createdAt: number;
  readonly metadata: Metadata;
  readonly items: ConversationItem[];
};

/** Conversations with their items, at most `max`; the oldest go first. */
export const makeConversationStore = (max: number) => {
  const held = new Map<string, Conversation>();
  let leftBehind = 0;
  return {
    add: (conversation: Conversation): void => {
      held.set(conversation.id, conversation);
      const [oldest] = held.keys();
      if (held.size > max && oldest !== undefined) held.delete(oldest);
    },
    find: (id: string): Conversation | undefined => held.get(id),
    remove: (id: string): void => {
      leftBehind += held.get(id)?.items.length ?? 0;
      held.delete(id);
    },
    ids: (): readonly string[] => [...held.keys()],
    /** Items that are still there: as at OpenAI, those of a deleted conversation are. */
    itemsHeld: (): number => [...held.values()].reduce((sum, { items }) => sum + items.length, leftBehind),
  };
};

export type ConversationStore = ReturnType<typeof makeConversationStore>;

export const conversationResource = ({ id, createdAt, metadata }: Conversation) => ({
  id,
  object: "conversation",
  created_at: createdAt,
  metadata,
});

const Text = t.type({ type: t.keyof({ input_text: null, output_text: null }), text: t.string });
const Message = t.intersection([
  t.type({
    role: t.keyof({ user: null, system: null, developer: null, assistant: null }),
    content: t.union([t.string, t.readonlyArray(Text)]),
  }),
  t.partial({ type: t.literal("message") }),
]);

/** A text, or messages made of text; images, files and tool results are not simulated. */
export const Input = t.union([t.string, t.readonlyArray(Message)]);

const itemOf = ({ role, content }: t.TypeOf<typeof Message>): ConversationItem => ({
  id: openAiId("msg"),
  type: "message",
  status: "completed",
  role,
  content: (typeof content === "string" ? [content] : content.map(({ text }) => text)).map((text) =>
    role === "assistant" ? { type: "output_text", text, annotations: [], logprobs: [] } : { type: "input_text", text },
  ),
});

export const itemsOf = (input: t.TypeOf<typeof Input>): readonly ConversationItem[] =>
  typeof input === "string" ? [itemOf({ role: "user", content: input })] : input.map(itemOf);
