import { isRecord } from "../is-record";
import type { ConversationItem } from "./conversation-store";
import { openAiId } from "./openai-id";

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
