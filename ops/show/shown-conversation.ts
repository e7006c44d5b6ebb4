import { isJsonObject, type JsonObject } from "../../runtime/codec/json-object";
import { diagnosisOf } from "../stuck/diagnosis";
import { maskedAddress, maskedText } from "./mask";

/** What an operator sees of a record; secrets' names are in it, values never were. */
export type ShownConversation = { readonly [part: string]: unknown };

const textOr = (value: unknown, show: (text: string) => string): unknown =>
  typeof value === "string" ? show(value) : (value ?? null);

const recipient = (record: JsonObject, reveal: boolean): JsonObject => {
  const address = (value: unknown) => textOr(value, reveal ? String : maskedAddress);
  const text = (value: unknown) => textOr(value, reveal ? String : maskedText);
  return {
    address: address(record.primary_channel),
    first_name: text(record.recipient_first_name),
    last_name: text(record.recipient_last_name),
    ...(reveal ? { other: record.recipient_data ?? {}, project_data: record.project_data ?? {} } : {}),
  };
};

const listOf = (value: unknown): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isJsonObject) : []);

const messages = (record: JsonObject, reveal: boolean): readonly JsonObject[] =>
  listOf(record.messages).map((message) => ({
    ...message,
    content: textOr(message.content, reveal ? String : maskedText),
  }));

const draft = ({ draft: kept }: JsonObject, reveal: boolean): unknown => {
  if (!isJsonObject(kept)) return null;
  const { variables, ...rest } = kept;
  const names = isJsonObject(variables) ? Object.keys(variables) : [];
  return { ...rest, variables: reveal ? variables : `${names.length}: ${names.join(", ")} (values hidden)` };
};

const pick = (record: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(names.map((name) => [name, record[name] ?? null]));

/** The record's progress, attempts, delivery and failure; what is personal is masked unless `reveal`. */
export const shownConversation = (record: JsonObject, reveal: boolean, now: Date): ShownConversation => ({
  ...pick(record, ["conversation_id", "company_name", "project_name", "channel_method"]),
  recipient: recipient(record, reveal),
  progress: {
    ...pick(record, ["send_state", "conversation_status", "failure_reason", "task_complete"]),
    ...diagnosisOf(record, now),
  },
  times: pick(record, ["accepted_at", "created_at", "updated_at", "next_check_at", "lease_until"]),
  attempts: listOf(record.attempts),
  delivery: {
    ...pick(record, ["delivery_status", "email_id", "thread_id", "initial_processing_time_ms"]),
    messages: messages(record, reveal),
  },
  draft: draft(record, reveal),
  conflicts: listOf(record.conflicts),
  settlements: listOf(record.settlements),
});
