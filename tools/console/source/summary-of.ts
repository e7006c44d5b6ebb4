import { isJsonObject, type JsonObject } from "../../../runtime/codec/json";
import type { ConversationSummary } from "../api/conversation";
import type { Veil } from "./veil";

export const textOf = (value: unknown, otherwise = ""): string => (typeof value === "string" ? value : otherwise);

const PREVIEW_LENGTH = 120;

const isVariables = (value: unknown): value is Readonly<Record<string, string>> =>
  isJsonObject(value) && Object.values(value).every((one) => typeof one === "string");

/** Where a carrier has not told the text, the record holds the variables as JSON; here they stand as words. */
export const spoken = (content: string): string => {
  if (!content.startsWith("{")) return content;
  try {
    const value: unknown = JSON.parse(content);
    return isVariables(value) ? Object.values(value).join(" · ") : content;
  } catch {
    return content;
  }
};

/** The last message's words, or the draft's. */
const wordsOf = ({ messages, draft }: JsonObject): string => {
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined;
  if (isJsonObject(last)) return spoken(textOf(last.content));
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
