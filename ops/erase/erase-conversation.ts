import * as E from "fp-ts/Either";
import { isJsonObject, type JsonObject } from "../../runtime/codec/json-object";
import type { ConversationKey } from "../../runtime/conversation/conversation-key";
import { eraseRecord, erasureDone, type PendingThread } from "../../runtime/conversation/transitions/erase-record";
import { AssistantKey } from "../../runtime/secrets/assistant-key";
import { readSecret } from "../../runtime/secrets/read-secret";
import type { OpsEnv } from "../ops-env";
import { type Burial, buryRequest } from "./bury-request";
import type { RemovedThread } from "./threads";

export type ErasedConversation = {
  readonly key: ConversationKey;
  readonly erasedAt: string;
  /** Undefined where there was no conversation at OpenAI. */
  readonly thread: RemovedThread | undefined;
};

/** Seconds after which DynamoDB removes what a killed command has left of a record. */
const LEFT_FOR_SECONDS = 86_400;

const textAt = (value: unknown, name: string): string | undefined => {
  const part = isJsonObject(value) ? value[name] : undefined;
  return typeof part === "string" ? part : undefined;
};

const pendingOf = (record: JsonObject): PendingThread | undefined => {
  const from = record.erased_at === undefined ? record : record.erasure_pending;
  const thread_id = textAt(from, "thread_id") ?? textAt(record.draft, "thread_id");
  const key_name = textAt(record.ai_config, "api_key_reference") ?? textAt(from, "key_name");
  return thread_id === undefined || key_name === undefined ? undefined : { thread_id, key_name };
};

const change = async (env: OpsEnv, key: ConversationKey, wanted: Parameters<OpsEnv["conversations"]["change"]>[1]) => {
  const changed = await env.conversations.change(key, wanted)();
  if (E.isRight(changed)) return;
  throw new Error(
    changed.left._tag === "ChangeRefused"
      ? "it has just been moved by somebody else"
      : "the conversations table cannot be written",
  );
};

const removeThread = async (env: OpsEnv, pending: PendingThread | undefined): Promise<RemovedThread | undefined> => {
  if (pending === undefined) return undefined;
  const secret = await readSecret(pending.key_name, AssistantKey)(env)();
  if (E.isLeft(secret)) throw new Error(secret.left.reason);
  return env.threads.remove(secret.right.ai_api_key, pending.thread_id);
};

/**
 * Erases one conversation but for its key. The order survives a kill anywhere: the record loses what is personal and becomes
 * final, so that nobody works on it; then its request is over; then OpenAI's part goes, of which the record keeps the place so long.
 */
export const eraseConversation = async (
  env: OpsEnv,
  record: JsonObject,
  burial: Burial,
): Promise<ErasedConversation> => {
  const key = { primary_channel: String(record.primary_channel), conversation_id: String(record.conversation_id) };
  const pending = pendingOf(record);
  const { at } = burial.erasure;
  const erasedAt = textAt(record, "erased_at") ?? at.toISOString();
  if (record.erased_at === undefined) await change(env, key, eraseRecord(record, pending, at));
  await buryRequest(env, record, burial);
  const thread = await removeThread(env, pending);
  await change(env, key, erasureDone(erasedAt, Math.floor(at.getTime() / 1000) + LEFT_FOR_SECONDS));
  return { key, erasedAt, thread };
};
