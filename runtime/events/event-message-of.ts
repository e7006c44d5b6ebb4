import { createHash } from "node:crypto";
import type { JsonObject } from "../codec/json";
import { type EventMessage, LARGEST_EVENT } from "../conversation/event-message";
import { firstBytes } from "../request/text";
import type { HappenedEvent } from "./events-of";

const ID_LENGTH = 27;

/** The same for the same event, however often its write is read from the stream. */
const idOf = ({ company_id, type, apart }: HappenedEvent, projectId: string): string => {
  const digest = createHash("sha256").update(JSON.stringify([company_id, projectId, type, ...apart]));
  return `msg_${digest.digest("base64url").slice(0, ID_LENGTH)}`;
};

const sizeOf = (text: string): number => Buffer.byteLength(text, "utf8");

/** About the share of a text that is not too much as JSON, where a line break has two bytes. */
const shorterText = (text: string, tooMuch: number): string => {
  const whole = sizeOf(JSON.stringify(text));
  return firstBytes(text, Math.floor(sizeOf(text) * Math.max(0, 1 - tooMuch / whole)));
};

/** Shorter by what is too much of the words, then by half of what is said of files. */
const shorter = (words: JsonObject, tooMuch: number): JsonObject => {
  const { content, media } = words;
  if (typeof content === "string" && content !== "") return { ...words, content: shorterText(content, tooMuch) };
  return { ...words, media: Array.isArray(media) ? media.slice(0, Math.floor(media.length / 2)) : [] };
};

const isSpent = ({ content = "", media = [] }: JsonObject): boolean =>
  content === "" && Array.isArray(media) && media.length === 0;

const fitting = (bodyOf: (words: JsonObject) => string, words: JsonObject): string => {
  const tooMuch = sizeOf(bodyOf(words)) - LARGEST_EVENT;
  return tooMuch <= 0 || isSpent(words)
    ? bodyOf(words)
    : fitting(bodyOf, shorter({ ...words, content_cut: true }, tooMuch));
};

/** An event as one project is told it, with people's words or without. */
export const eventMessageOf = (event: HappenedEvent, projectId: string, hasContent: boolean): EventMessage => {
  const { type, timestamp, company_id, request_id, conversation_id, channel, data, words } = event;
  const ids = { company_id, project_id: projectId, request_id, conversation_id, channel };
  const bodyOf = (said: JsonObject): string => JSON.stringify({ type, timestamp, data: { ...ids, ...data, ...said } });
  return {
    kind: "event",
    schema: 1,
    id: idOf(event, projectId),
    type,
    company_id,
    project_id: projectId,
    body: fitting(bodyOf, hasContent ? words : {}),
  };
};
