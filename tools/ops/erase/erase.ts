import * as E from "fp-ts/Either";
import { decodeOr, isJsonObject, type JsonObject } from "../../../runtime/codec/json";
import { AssistantKey } from "../../../runtime/company/channel-setup";
import type { ConversationKey } from "../../../runtime/conversation/conversation";
import {
  buriedGuard,
  buryGuard,
  type Erasure,
  eraseRecord,
  erasureDone,
  type PendingThread,
} from "../../../runtime/conversation/erasure";
import { guardKeyOf, RequestGuard } from "../../../runtime/conversation/request-guard";
import { readSecret } from "../../../runtime/secrets";
import type { OpsEnv, RemovedThread } from "../connect/ops-env";
import { type ErasurePlan, recordsOf } from "./plan-erasure";

export type Burial = { readonly recipient: string; readonly tombstone: string; readonly erasure: Erasure };

const decoded = (item: JsonObject): RequestGuard => {
  const guard = decodeOr(RequestGuard, (places) => places)(item);
  if (E.isLeft(guard)) throw new Error(`the request's guard cannot be read: ${guard.left}`);
  return guard.right;
};

/** Puts the tombstone into a guard that names the recipient; another's, and one that has it, stay as they are. */
export const buryFoundGuard = async (env: OpsEnv, item: JsonObject, burial: Burial): Promise<void> => {
  const guard = decoded(item);
  if (guard.erased_at !== undefined || guard.winner.primary_channel !== burial.recipient) return;
  const change = buryGuard(guard, burial.tombstone, burial.erasure);
  if (E.isLeft(await env.conversations.change(guard, change)()))
    throw new Error("the request's guard cannot be changed");
};

/** Puts the tombstone into the guard of a record's request, or puts one there where an older version made none. */
export const buryRequest = async (env: OpsEnv, record: JsonObject, burial: Burial): Promise<void> => {
  const { company_id, project_id, request_id } = record;
  if (typeof company_id !== "string" || typeof project_id !== "string" || typeof request_id !== "string") return;
  const key = guardKeyOf(company_id, project_id, request_id);
  const found = await env.lookups.record(key);
  if (found !== undefined) return buryFoundGuard(env, found, burial);
  const put = await env.conversations.putNew(buriedGuard(key, record, burial.tombstone, burial.erasure))();
  if (E.isLeft(put)) throw new Error("the conversations table cannot be written");
  if (put.right === "exists") throw new Error("its request has just been taken up again");
};

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

export type Erased = {
  readonly stack: string;
  readonly conversations: readonly string[];
  /** Requests without a record whose guards named the recipient. */
  readonly requests: number;
  readonly openai: { readonly conversations: number; readonly items: number; readonly already_gone: number };
  readonly tombstone: string;
  readonly not_erased: readonly { readonly conversation_id: string; readonly why: string }[];
  readonly by: string;
  readonly at: string;
};

type Outcome = ErasedConversation | { readonly conversation_id: string; readonly why: string };

const isErased = (outcome: Outcome): outcome is ErasedConversation => "erasedAt" in outcome;

const why = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Seconds until no worker can write a record anew that it looked for before its request was over: the one call in between is
 * over in about ten, retries included.
 */
const STALE_LOOK_SECONDS = 30;

const eraseAll = async (env: OpsEnv, { records }: ErasurePlan, burial: Burial): Promise<readonly Outcome[]> => {
  const outcomes: Outcome[] = [];
  for (const record of records) {
    const conversation_id = String(record.conversation_id);
    outcomes.push(
      await eraseConversation(env, record, burial).catch((error) => ({ conversation_id, why: why(error) })),
    );
  }
  return outcomes;
};

const removeEmptied = async (env: OpsEnv, erased: readonly ErasedConversation[]): Promise<void> => {
  if (erased.length === 0) return;
  await env.pause(STALE_LOOK_SECONDS);
  for (const { key, erasedAt } of erased) await env.erasures.removeErased(key, erasedAt);
};

const arrivedMeanwhile = async (env: OpsEnv, { request }: ErasurePlan, outcomes: readonly Outcome[]) => {
  const known = outcomes.map((outcome) => (isErased(outcome) ? outcome.key.conversation_id : outcome.conversation_id));
  return (await recordsOf(env, request))
    .map(({ conversation_id }) => String(conversation_id))
    .filter((id) => !known.includes(id))
    .map((conversation_id) => ({ conversation_id, why: "it came while the others were erased" }));
};

/** Erases what was planned; can be killed anywhere and repeated. */
export const erase = async (env: OpsEnv, plan: ErasurePlan): Promise<Erased> => {
  const { request, tombstone, guards } = plan;
  const erasure = { at: env.clock.now(), by: env.operator, reason: request.reason };
  const burial = { recipient: request.recipient, tombstone, erasure };
  const outcomes = await eraseAll(env, plan, burial);
  for (const guard of guards) await buryFoundGuard(env, guard, burial);
  const erased = outcomes.filter(isErased);
  await removeEmptied(env, erased);
  const threads = erased.flatMap(({ thread }) => (thread === undefined ? [] : [thread]));
  return {
    stack: env.stack,
    conversations: erased.map(({ key }) => key.conversation_id),
    requests: guards.length,
    openai: {
      conversations: threads.filter(({ found }) => found).length,
      items: threads.reduce((sum, { items }) => sum + items, 0),
      already_gone: threads.filter(({ found }) => !found).length,
    },
    tombstone,
    not_erased: [
      ...outcomes.flatMap((outcome) => (isErased(outcome) ? [] : [outcome])),
      ...(await arrivedMeanwhile(env, plan, outcomes)),
    ],
    by: env.operator,
    at: erasure.at.toISOString(),
  };
};
