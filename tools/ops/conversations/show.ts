import { Command } from "@commander-js/extra-typings";
import * as E from "fp-ts/Either";
import { isJsonObject, type JsonObject } from "../../../runtime/codec/json";
import { inOneLine } from "../../command-line";
import { answered, notDone, type OnStack } from "../cli/answer";
import type { OpsEnv } from "../connect/ops-env";
import { diagnosisOf } from "./diagnosis";
import { anyId, findConversation, type NotFound, othersOf } from "./find-conversation";
import { whereabouts } from "./unclaimed";

const maskedNumber = (number: string): string =>
  `${number.slice(0, 3)}${"*".repeat(Math.max(0, number.length - 5))}${number.slice(-2)}`;

/** A recipient's address so far that a person who knows it recognises it; of a domain, which may be a family's name, no more than its end. */
export const maskedAddress = (address: string): string =>
  address.includes("@")
    ? `${address.slice(0, 1)}***@***${address.slice(address.lastIndexOf("."))}`
    : maskedNumber(address);

/** Nothing of a text but how much there is. */
export const maskedText = (text: string): string => `(${text.length} characters, hidden)`;

const textOr = (value: unknown, show: (text: string) => string): unknown =>
  typeof value === "string" ? show(value) : (value ?? null);

const addressOf = ({ primary_channel }: JsonObject, reveal: boolean): unknown =>
  textOr(primary_channel, reveal ? String : maskedAddress);

const recipient = (record: JsonObject, reveal: boolean): JsonObject => {
  const text = (value: unknown) => textOr(value, reveal ? String : maskedText);
  return {
    address: addressOf(record, reveal),
    first_name: text(record.recipient_first_name),
    last_name: text(record.recipient_last_name),
    ...(reveal ? { other: record.recipient_data ?? {}, project_data: record.project_data ?? {} } : {}),
  };
};

/** Who cancelled it and why, in words of the company's own. */
const cancellation = ({ cancelled }: JsonObject, reveal: boolean): JsonObject => {
  if (!isJsonObject(cancelled)) return {};
  const text = (value: unknown) => textOr(value, reveal ? String : maskedText);
  return { cancelled: { ...cancelled, reason: text(cancelled.reason), by: text(cancelled.by) } };
};

/** What the company says of consent; its texts are the client's own, and may name a person. */
const evidence = ({ consent }: JsonObject, reveal: boolean): JsonObject => {
  if (!isJsonObject(consent)) return {};
  const text = (value: unknown) => textOr(value, reveal ? String : maskedText);
  return { consent: { ...consent, source: text(consent.source), text_reference: text(consent.text_reference) } };
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

const ofSameRequest = (record: JsonObject, reveal: boolean): JsonObject => ({
  ...pick(record, ["conversation_id", "channel_method"]),
  address: addressOf(record, reveal),
  ...pick(record, ["accepted_at", "send_state", "failure_reason"]),
});

/** The record's progress, attempts, delivery and failure; what is personal is masked unless `reveal`. Secrets' names are in it, values never were. */
export const shownConversation = (
  record: JsonObject,
  reveal: boolean,
  now: Date,
  others: readonly JsonObject[] = [],
): JsonObject => ({
  ...pick(record, ["conversation_id", "company_name", "project_name", "channel_method"]),
  recipient: recipient(record, reveal),
  ...evidence(record, reveal),
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
  complaints: listOf(record.complaints),
  conflicts: listOf(record.conflicts),
  same_request: others.map((other) => ofSameRequest(other, reveal)),
  settlements: listOf(record.settlements),
  ...cancellation(record, reveal),
});

/** What the person wrote back, the oldest first. */
export const shownReceived = (items: readonly JsonObject[], reveal: boolean): readonly JsonObject[] =>
  items
    .toSorted((one, other) => String(one.received_at).localeCompare(String(other.received_at)))
    .map((item) => ({
      ...pick(item, ["message_id", "received_at", "via", "message_kind", "keyword"]),
      content: textOr(item.content, reveal ? String : maskedText),
      files: listOf(item.media).length,
      also: item.also ?? [],
    }));

const isLeaf = (value: unknown): boolean => !isJsonObject(value) && !Array.isArray(value);

const leaf = (value: unknown): string => (value === null ? "-" : inOneLine(String(value)));

const lines = (name: string, value: unknown, indent: string): readonly string[] => {
  const label = inOneLine(name.replaceAll("_", " "));
  if (isLeaf(value)) return [`${indent}${label}: ${leaf(value)}`];
  if (Array.isArray(value) && value.every(isLeaf))
    return [`${indent}${label}: ${value.map(leaf).join(", ") || "none"}`];
  const parts = Array.isArray(value)
    ? value.map((part, at) => [String(at + 1), part] as const)
    : Object.entries(value ?? {});
  if (parts.length === 0) return [`${indent}${label}: none`];
  return [`${indent}${label}`, ...parts.flatMap(([part, inner]) => lines(part, inner, `${indent}  `))];
};

/** An object as indented lines. */
export const showText = (shown: object): string =>
  Object.entries(shown)
    .flatMap(([name, value]) => lines(name, value, ""))
    .join("\n");

const whyNot = async (env: OpsEnv, conversationId: string, { why, maybeAccepted }: NotFound): Promise<string> =>
  maybeAccepted ? `${why}; ${await whereabouts(env, conversationId)}` : why;

export const showCommand = (onStack: OnStack) =>
  new Command("show")
    .description(
      "shows one conversation: progress, attempts, delivery, failures, settlements, answers; personal data is masked",
    )
    .argument("<id>", anyId)
    .option("--reveal", "shows names, address, texts and project data", false)
    .addHelpText(
      "after",
      `
The id does not hold the recipient's address, which the table's key needs. It is found by the guard of the request
(one read), else through company-id-project-id-index (reads all conversations of the project); the answer says which.
company#project#request stands for the conversation that has the request id. Where that came again for something else,
the index is read for what became of the others ("same request").`,
    )
    .action((conversationId, { reveal }) =>
      onStack(async (env) => {
        const found = await findConversation(env, conversationId);
        if (E.isLeft(found)) return notDone(await whyNot(env, conversationId, found.left));
        const { record, foundBy } = found.right;
        const shown = shownConversation(record, reveal, env.clock.now(), await othersOf(env, record));
        const received = (await env.lookups.receivedFrom(String(record.primary_channel))).filter(
          ({ conversation }) => conversation === record.conversation_id,
        );
        const whole = { ...shown, received: shownReceived(received, reveal) };
        return answered(`${showText(whole)}\nfound by: ${foundBy}`, { ...whole, found_by: foundBy });
      }),
    );
