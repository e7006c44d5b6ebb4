import type { JsonObject } from "../../runtime/codec/json-object";
import type { ConversationKey } from "../../runtime/conversation/conversation-key";
import { type Channel, channels } from "../../runtime/request/channel";
import type { Found } from "../lookup/lookups";
import { readRecord } from "../lookup/read-record";
import type { OpsEnv } from "../ops-env";
import { type Diagnosis, diagnosisOf } from "./diagnosis";

export type StuckConversation = Diagnosis & {
  readonly conversation_id: string;
  readonly channel: string;
  readonly send_state: string;
  readonly status: string;
  /** Since the request was accepted. */
  readonly age_seconds: number | null;
};

export type Stuck = {
  readonly stack: string;
  readonly conversations: readonly StuckConversation[];
  /** Conversations that have failed for good, listed only where that was asked for. */
  readonly failed_for_good: number | null;
  readonly dead_letters: Readonly<Record<Channel, number>>;
  readonly cost: {
    readonly index_entries: number;
    readonly index_queries: number;
    readonly scan_requests: number;
    readonly records_read: number;
    readonly index_read_units: number;
  };
};

export type StuckOptions = {
  /** Reads the sweeper's index only, and so finds nothing that waits for an operator. */
  readonly quick: boolean;
  /** Lists what has failed for good, too. */
  readonly failed: boolean;
};

/** Records read side by side. */
const AT_ONCE = 25;

const nothing: Found<ConversationKey> = { items: [], requests: 0, readUnits: 0 };

const distinct = (keys: readonly ConversationKey[]): readonly ConversationKey[] => [
  ...new Map(keys.map((key) => [JSON.stringify([key.primary_channel, key.conversation_id]), key])).values(),
];

const readAll = async (env: OpsEnv, keys: readonly ConversationKey[]): Promise<readonly JsonObject[]> => {
  const found: (JsonObject | undefined)[] = [];
  for (let at = 0; at < keys.length; at += AT_ONCE) {
    found.push(...(await Promise.all(keys.slice(at, at + AT_ONCE).map((key) => readRecord(env, key)))));
  }
  return found.filter((record) => record !== undefined);
};

const stuckOf =
  (now: Date) =>
  (record: JsonObject): StuckConversation => {
    const since = Date.parse(String(record.accepted_at ?? record.created_at));
    return {
      conversation_id: String(record.conversation_id),
      channel: String(record.channel_method),
      send_state: String(record.send_state),
      status: String(record.conversation_status),
      age_seconds: Number.isNaN(since) ? null : Math.round((now.getTime() - since) / 1000),
      ...diagnosisOf(record, now),
    };
  };

const order = ["settle", "redrive", "time", "nothing"];

const byNeed = (one: StuckConversation, other: StuckConversation): number =>
  order.indexOf(one.needs) - order.indexOf(other.needs) || (other.age_seconds ?? 0) - (one.age_seconds ?? 0);

const countLetters = async ({ deadLetters }: OpsEnv): Promise<Readonly<Record<Channel, number>>> => {
  const counted = await Promise.all(channels.map(async (name) => [name, await deadLetters[name].count()] as const));
  return { whatsapp: 0, sms: 0, email: 0, ...Object.fromEntries(counted) };
};

/** Every conversation that is not final, why, and what moves it on; and what lies in the dead-letter queues. */
export const findStuck = async (env: OpsEnv, { quick, failed }: StuckOptions): Promise<Stuck> => {
  const open = await env.lookups.open();
  const unsent = quick ? nothing : await env.lookups.unsent();
  const records = await readAll(env, distinct([...open.items, ...unsent.items]));
  const found = records.map(stuckOf(env.clock.now())).filter(({ send_state }) => send_state !== "sent");
  const final = found.filter(({ send_state }) => send_state === "failed");
  return {
    stack: env.stack,
    conversations: (failed ? found : found.filter(({ send_state }) => send_state !== "failed")).sort(byNeed),
    failed_for_good: quick ? null : final.length,
    dead_letters: await countLetters(env),
    cost: {
      index_entries: open.items.length,
      index_queries: open.requests,
      scan_requests: unsent.requests,
      records_read: records.length,
      index_read_units: open.readUnits + unsent.readUnits,
    },
  };
};
