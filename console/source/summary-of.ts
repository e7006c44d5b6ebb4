import { isJsonObject, type JsonObject } from "../../runtime/codec/json-object";
import type { ConversationSummary } from "../api/conversation-summary";
import type { Veil } from "./veil";

export const textOf = (value: unknown, otherwise = ""): string => (typeof value === "string" ? value : otherwise);

const PREVIEW_LENGTH = 120;

/** The last message's words, or the draft's. */
const wordsOf = ({ messages, draft }: JsonObject): string => {
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined;
  if (isJsonObject(last)) return textOf(last.content);
  return isJsonObject(draft) && isJsonObject(draft.variables) ? Object.values(draft.variables).join(" · ") : "";
};

const previewOf = (record: JsonObject, veil: Veil): string => {
  const words = wordsOf(record);
  return words === "" ? "" : veil.text(words).slice(0, PREVIEW_LENGTH);
};

const nameOf = ({ recipient_first_name, recipient_last_name }: JsonObject): string =>
  [textOf(recipient_first_name), textOf(recipient_last_name)].filter((part) => part !== "").join(" ");

/** A record as a row of the list. */
export const summaryOf = (record: JsonObject, veil: Veil): ConversationSummary => ({
  id: textOf(record.conversation_id),
  recipient: veil.address(textOf(record.primary_channel)),
  name: veil.name(nameOf(record)),
  company_id: textOf(record.company_id),
  project_id: textOf(record.project_id),
  company_name: textOf(record.company_name),
  channel: textOf(record.channel_method),
  status: textOf(record.conversation_status),
  send_state: textOf(record.send_state),
  delivery: typeof record.delivery_status === "string" ? record.delivery_status : null,
  accepted_at: textOf(record.accepted_at, textOf(record.created_at)),
  preview: previewOf(record, veil),
});

/** The table holds request guards too. */
export const isConversation = (record: JsonObject): boolean => typeof record.conversation_status === "string";
