import * as E from "fp-ts/Either";
import type { JsonObject } from "../../../runtime/codec/json";
import { type ConversationKey, GIVEN_UP_BUCKET } from "../../../runtime/conversation/conversation";
import { guardItem, requestGuard } from "../../../runtime/conversation/request-guard";
import type { Threads } from "../../../runtime/ports/assistant";
import type { Channel } from "../../../runtime/request/request";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import type { DeadLetter, DeadLetters, Files, Found, Lookups, OpsEnv } from "../../../tools/ops/connect/ops-env";
import { fakeSecrets } from "../../helpers/fake-providers";
import { gatheringLog } from "../../helpers/gathering-log";
import { type InMemoryConversations, inMemoryConversations } from "../../helpers/in-memory-conversations";
import { processorRecord } from "../../helpers/queue-message";
import { inMemoryQueue } from "../../helpers/router-env";
import { manualClock, START } from "../../helpers/time-and-chance";

const SENT = "initial_message_sent";

const found = <A>(items: readonly A[]): Found<A> => ({ items, requests: 1, readUnits: 0.5 });

const keyOf = ({ primary_channel, conversation_id }: JsonObject): ConversationKey => ({
  primary_channel: String(primary_channel),
  conversation_id: String(conversation_id),
});

const lookupsOf = ({ records, find, remove }: InMemoryConversations): Lookups => {
  const where = (wanted: (record: JsonObject) => boolean): readonly JsonObject[] => records().filter(wanted);
  return {
    record: async (key) => find(key),
    ofRecipient: async (recipient) =>
      where(({ primary_channel, kind }) => primary_channel === recipient && kind === undefined),
    receivedFrom: async (address) =>
      where(({ primary_channel, kind }) => primary_channel === address && kind === "received"),
    open: async () => found(where(({ check_bucket }) => check_bucket !== undefined).map(keyOf)),
    givenUp: async () => found(where(({ check_bucket }) => check_bucket === GIVEN_UP_BUCKET).map(keyOf)),
    unsent: async () => found(where(({ conversation_status: status = SENT }) => status !== SENT).map(keyOf)),
    ofRequest: async (company, project, request) =>
      found(where((one) => one.company_id === company && one.project_id === project && one.request_id === request)),
    ofProject: async ({ company_id, project_id }, isWanted) =>
      found(where((one) => one.company_id === company_id && one.project_id === project_id && isWanted(one))),
    projects: async () =>
      [...new Set(where(() => true).map((one) => `${one.company_id}/${one.project_id}`))].map((name) => {
        const [company_id = "", project_id = ""] = name.split("/");
        return { company_id, project_id };
      }),
    traces: async (_, isWanted) => where(isWanted),
    removeErased: async (key, erasedAt) => {
      const found = find(key);
      if (found !== undefined && found.erased_at !== erasedAt) throw new Error("written again");
      remove(key);
    },
    removeReceived: async (key) => remove(key),
  };
};

/** Files by their keys. */
export const inMemoryFiles = (...keys: readonly string[]): Files & { readonly kept: Set<string> } => {
  const kept = new Set(keys);
  return {
    kept,
    below: async (prefix) => [...kept].filter((key) => key.startsWith(prefix)),
    remove: async (gone) => {
      for (const key of gone) kept.delete(key);
    },
  };
};

/** Threads of two items each, of which every one can be removed once. */
export const inMemoryThreads = () => {
  const removed: (readonly [string, string])[] = [];
  const threads: Threads = {
    remove: (apiKey, threadId) => async () => {
      const found = !removed.some(([, id]) => id === threadId);
      removed.push([apiKey, threadId]);
      return E.right({ items: found ? 2 : 0, found });
    },
  };
  return { ...threads, removed };
};

/** A dead-letter queue over a list, which gives `batch` messages at a time and hides them for good. */
export const inMemoryDeadLetters = (bodies: readonly string[] = [], batch = 2) => {
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
  const letters: DeadLetters = {
    waiting: async () => 0,
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
  return { ...letters, lying, lyingIds: () => lying.map(({ messageId }) => messageId), sentBack, released };
};

/** The dead-letter queues of a stack, empty but for those that are given. */
export const deadLettersOf = (given: Partial<OpsEnv["deadLetters"]> = {}): OpsEnv["deadLetters"] => ({
  whatsapp: inMemoryDeadLetters(),
  sms: inMemoryDeadLetters(),
  email: inMemoryDeadLetters(),
  replies: inMemoryDeadLetters(),
  events: inMemoryDeadLetters(),
  ...given,
});

/** The operator's environment in memory, with what it keeps. */
export const inMemoryOps = (records: readonly JsonObject[] = [], given: Partial<OpsEnv> = {}) => {
  const table = inMemoryConversations();
  const { queue, queued } = inMemoryQueue();
  for (const record of records) table.put(record);
  const { secrets } = fakeSecrets();
  const clock = given.clock ?? manualClock();
  const env: OpsEnv = {
    stack: "dev",
    conversations: table.conversations,
    lookups: lookupsOf(table),
    queue,
    deadLetters: deadLettersOf(),
    threads: inMemoryThreads(),
    files: inMemoryFiles(),
    consent: {
      consents: table.consents,
      secrets,
      clock,
      log: gatheringLog().log,
      settings: { consentKeyName: "ai-multi-comms/consent-key-dev" },
    },
    secrets,
    receiptKeyName: "ai-multi-comms/receipt-key-dev",
    pause: async () => undefined,
    clock,
    operator: "grace",
    ...given,
  };
  return { env, table, queued, queuedFor: () => queued.map((one) => [one.channel, one.attributes.conversationId]) };
};

const attempt = { attempt_id: "attempt-1", sending_at: "2026-11-20T11:43:00.000Z" };

/** What the assistant wrote in a thread. */
export const draftIn = (thread_id: string) => ({
  variables: { "1": "Ada", "2": "Healthcare Assistant" },
  thread_id,
  prompt_tokens: 1,
  completion_tokens: 2,
  total_tokens: 3,
});

const LOOKED_AT_DAILY = {
  given_up_at: START,
  check_bucket: GIVEN_UP_BUCKET,
  next_check_at: "2026-11-21T11:45:33.000Z",
};

/** A conversation that the sweeper has given up. */
export const givenUp = (overrides: JsonObject = {}, channel: Channel = "email"): JsonObject =>
  processorRecord(
    {
      send_state: "uncertain",
      conversation_status: "delivery_unknown",
      failure_reason: "the carrier keeps no list and sent no receipt",
      draft: draftIn("conv_1"),
      ...attempt,
      attempts: [attempt],
      ...LOOKED_AT_DAILY,
      ...overrides,
    },
    channel,
  );

/** A conversation whose message lies in the dead letters. */
export const deadLettered = (overrides: JsonObject = {}): JsonObject =>
  processorRecord({
    conversation_status: "failed_to_process_ai",
    failure_reason: "assistant: status 500",
    ...LOOKED_AT_DAILY,
    ...overrides,
  });

/** The guard of the example's request. */
export const guardRecord = (channel: Channel = "email"): JsonObject =>
  guardItem(requestGuard(sampleMessage(channel)), new Date(START), undefined);
