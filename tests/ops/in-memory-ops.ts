import type { DeadLetter, DeadLetters } from "../../ops/dead-letters/dead-letters";
import type { Erasures } from "../../ops/erase/erasures";
import type { Threads } from "../../ops/erase/threads";
import type { Found, Lookups } from "../../ops/lookup/lookups";
import type { OpsEnv } from "../../ops/ops-env";
import { isJsonObject, type JsonObject } from "../../runtime/codec/json-object";
import type { ConversationKey } from "../../runtime/conversation/conversation-key";
import { fakeSecrets } from "../helpers/fake-secrets";
import { inMemoryQueue } from "../helpers/fakes/in-memory-queue";
import { type InMemoryConversations, inMemoryConversations } from "../helpers/in-memory-conversations";
import { manualClock } from "../helpers/manual-clock";

const found = <A>(items: readonly A[]): Found<A> => ({ items, requests: 1, readUnits: 0.5 });

const keyOf = ({ primary_channel, conversation_id }: JsonObject): ConversationKey => ({
  primary_channel: String(primary_channel),
  conversation_id: String(conversation_id),
});

const lookupsOf = ({ records }: InMemoryConversations): Lookups => ({
  open: async () =>
    found(
      records()
        .filter((record) => record.check_bucket !== undefined)
        .map(keyOf),
    ),
  unsent: async () =>
    found(
      records()
        .filter(({ conversation_status = "initial_message_sent" }) => conversation_status !== "initial_message_sent")
        .map(keyOf),
    ),
  inProject: async (company, project, id) =>
    found(
      records().filter(
        (record) => record.company_id === company && record.project_id === project && record.conversation_id === id,
      ),
    ),
});

/** Guards and emptied records of the table in memory. */
export const erasuresOf = ({ records, find, remove }: InMemoryConversations): Erasures => ({
  guardsOf: async (recipient, tenant) =>
    records().filter(
      ({ primary_channel, winner }) =>
        isJsonObject(winner) &&
        winner.primary_channel === recipient &&
        (tenant === undefined || primary_channel === `request#${tenant.companyId}#${tenant.projectId}`),
    ),
  removeErased: async (key, erasedAt) => {
    const found = find(key);
    if (found !== undefined && found.erased_at !== erasedAt) throw new Error("written again");
    remove(key);
  },
});

export type InMemoryThreads = Threads & { readonly removed: (readonly [string, string])[] };

/** Threads of two items each, of which every one can be removed once. */
export const inMemoryThreads = (): InMemoryThreads => {
  const removed: (readonly [string, string])[] = [];
  return {
    removed,
    remove: async (apiKey, threadId) => {
      const found = !removed.some(([, id]) => id === threadId);
      removed.push([apiKey, threadId]);
      return { items: found ? 2 : 0, found };
    },
  };
};

export type InMemoryDeadLetters = DeadLetters & {
  readonly lying: DeadLetter[];
  readonly sentBack: DeadLetter[];
  readonly released: string[];
};

/** A dead-letter queue over a list, which gives `batch` messages at a time and hides them for good. */
export const inMemoryDeadLetters = (bodies: readonly string[] = [], batch = 2): InMemoryDeadLetters => {
  const lying: DeadLetter[] = bodies.map((body, at) => ({
    messageId: `letter-${at + 1}`,
    receiptHandle: `handle-${at + 1}`,
    body,
    attributes: { channelMethod: { DataType: "String", StringValue: "whatsapp" } },
    groupId: "ci-aaa-001",
  }));
  const hidden = new Set<string>();
  const sentBack: DeadLetter[] = [];
  const released: string[] = [];
  return {
    lying,
    sentBack,
    released,
    count: async () => lying.length,
    receive: async () => {
      const given = lying.filter(({ messageId }) => !hidden.has(messageId)).slice(0, batch);
      for (const { messageId } of given) hidden.add(messageId);
      return given;
    },
    sendBack: async (letter) => {
      sentBack.push(letter);
      return `sent-${letter.messageId}`;
    },
    remove: async ({ messageId }) =>
      void lying.splice(
        lying.findIndex((one) => one.messageId === messageId),
        1,
      ),
    release: async ({ messageId }) => void released.push(messageId),
  };
};

/** The operator's environment in memory, with what it keeps. */
export const inMemoryOps = (records: readonly JsonObject[] = [], given: Partial<OpsEnv> = {}) => {
  const table = inMemoryConversations();
  const { queue, queued } = inMemoryQueue();
  for (const record of records) table.put(record);
  const env: OpsEnv = {
    stack: "dev",
    conversations: table.conversations,
    lookups: lookupsOf(table),
    queue,
    deadLetters: { whatsapp: inMemoryDeadLetters(), sms: inMemoryDeadLetters(), email: inMemoryDeadLetters() },
    erasures: erasuresOf(table),
    threads: inMemoryThreads(),
    secrets: fakeSecrets().secrets,
    receiptKeyName: "ai-multi-comms/receipt-key-dev",
    pause: async () => undefined,
    clock: manualClock(),
    operator: "grace",
    ...given,
  };
  return { env, table, queued };
};
