import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { BatchWriteItemCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { toAttributes } from "../../../runtime/adapters/dynamo-items";
import type { JsonObject } from "../../../runtime/codec/json";
import { leaseFrom } from "../../../runtime/conversation/conversation";
import { newConversation } from "../../../runtime/conversation/record";
import { recordSent } from "../../../runtime/conversation/transitions";
import { localPlace } from "../../engine/resources/identity";
import { dynamoClient } from "../../engine/run/services";
import type { LedgerEntry } from "../../providers/ledger/ledger-entry";
import { companyRecord } from "../sample/company-record";
import { sampleMessage } from "../sample/queue-message";
import { startQuietEngine } from "../sample/quiet-engine";
import { postRequest, soakRequest } from "../sample/soak-request";
import { ratios, type Section, shown, spreadOf } from "./report";

/** The most that one call takes. */
const BATCH = 25;

const draft = {
  variables: { "1": "Ada" },
  thread_id: "conv_1",
  prompt_tokens: 1,
  completion_tokens: 1,
  total_tokens: 2,
};

/** The record of a conversation whose message was sent. */
const sentConversation = (index: number): JsonObject => {
  const requestId = randomUUID();
  const at = new Date();
  const lease = leaseFrom(requestId, at, 0);
  const message = sampleMessage("whatsapp", {
    frontend_payload: {
      recipient_data: { recipient_tel: `+44740${String(1_000_000 + index)}` },
      request_data: { request_id: requestId },
    },
    conversation_data: { conversation_id: `ci-aaa-001#pi-aaa-001#${requestId}#447400654321` },
  });
  const { check_bucket, next_check_at, ...claimed } = newConversation({
    message,
    lease,
    at,
    processorVersion: "0",
    reconcileAfterSeconds: 270,
    ttlDays: undefined,
  });
  const accepted = { messageId: `SM${index}`, deliveryStatus: "delivered", text: "some words" };
  const sent = recordSent({ lease, channel: "whatsapp", attemptId: requestId, draft, accepted, at, processingMs: 1 });
  return { ...claimed, draft, ...sent.set };
};

const project = (index: number): JsonObject => companyRecord({ company_id: `ci-filled-${index}` });

const write = async (client: DynamoDBClient, table: string, items: readonly JsonObject[]): Promise<void> => {
  for (let from = 0; from < items.length; from += BATCH) {
    const batch = items.slice(from, from + BATCH).map((item) => ({ PutRequest: { Item: toAttributes(item) } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: batch } }));
  }
};

const CHUNK = 1_000;

/** Writes conversations that are over, and projects, by batches. */
export const fillTables = async (
  client: DynamoDBClient,
  tables: { readonly company: string; readonly conversations: string },
  counts: { readonly conversations: number; readonly projects: number },
  progress: (written: number) => void,
): Promise<void> => {
  for (let from = 0; from < counts.conversations; from += CHUNK) {
    const size = Math.min(CHUNK, counts.conversations - from);
    await write(
      client,
      tables.conversations,
      Array.from({ length: size }, (_, index) => sentConversation(from + index)),
    );
    progress(from + size);
  }
  await write(
    client,
    tables.company,
    Array.from({ length: counts.projects }, (_, index) => project(index)),
  );
};

export type FilledEngine = {
  /** Milliseconds per conversation, from the first post to the last message at its carrier; so many posts at once. */
  readonly conversations: (count: number) => Promise<number>;
  readonly stop: () => Promise<void>;
};

const isMessage = (kind: string): boolean => ["whatsapp", "sms", "email"].includes(kind);

const LOOK_EVERY_MS = 500;
const LOOKS = 4;

/** The last receipts are still to be recorded when the last message has arrived. */
const untilSilent = async (pending: () => number): Promise<void> => {
  for (let silent = 0; silent < LOOKS; await setTimeout(LOOK_EVERY_MS)) silent = pending() === 0 ? silent + 1 : 0;
};

let numbers = 0;

/** An engine of its own whose tables hold that much already. */
export const startFilledEngine = async (
  counts: { readonly conversations: number; readonly projects: number },
  progress: (written: number) => void,
): Promise<FilledEngine> => {
  let onMessage = (): void => undefined;
  const onLedgerEntry = ({ kind }: LedgerEntry): void => {
    if (isMessage(kind)) onMessage();
  };
  const engine = await startQuietEngine({ logLevel: "WARN", sweepSeconds: 60 }, { onLedgerEntry });
  const { ready } = engine;
  const client = dynamoClient(localPlace, ready.endpoints.dynamodb);
  await fillTables(client, ready.tables, counts, progress);
  client.destroy();
  return {
    conversations: async (count) => {
      let arrived = 0;
      const all = new Promise<void>((resolve) => {
        onMessage = () => {
          arrived += 1;
          if (arrived === count) resolve();
        };
      });
      const requests = Array.from({ length: count }, () => {
        numbers += 1;
        return soakRequest(ready.apiKeys, Date.now(), numbers);
      });
      const start = performance.now();
      await Promise.all(requests.map((request) => postRequest(ready.apiUrl, request)));
      await all;
      return (performance.now() - start) / count;
    },
    stop: async () => {
      await untilSilent(() => engine.providers.twilio.receiptsPending() + engine.providers.sendgrid.eventsPending());
      await engine.stop();
    },
  };
};

const few = { conversations: 1_000, projects: 10 };
const many = { conversations: 30_000, projects: 1_000 };
const AT_ONCE = 12;
const MEGABYTE = 1e6;

const text = (count: number): string => count.toLocaleString("en");

/** Time per conversation with little and with much in the tables: two engines at the same time, asked in turn. */
export const growth = async (rounds: number, progress: (text: string) => void): Promise<Section> => {
  const small = await startFilledEngine(few, () => progress("growth: filling"));
  const before = process.memoryUsage.rss();
  const large = await startFilledEngine(many, (written) =>
    progress(`growth: ${text(written)} of ${text(many.conversations)} filled in`),
  );
  try {
    const memory = (process.memoryUsage.rss() - before) / MEGABYTE;
    const times: { few: number[]; many: number[] } = { few: [], many: [] };
    for (const engine of [small, large]) for (let warm = 0; warm < 2; warm += 1) await engine.conversations(AT_ONCE);
    for (let round = 1; round <= rounds; round += 1) {
      progress(`growth: round ${round} of ${rounds}`);
      const order = round % 2 === 0 ? (["few", "many"] as const) : (["many", "few"] as const);
      for (const which of order) times[which].push(await (which === "few" ? small : large).conversations(AT_ONCE));
    }
    const ratio = ratios(times.many, times.few);
    const row = (what: typeof few, values: readonly number[], ratioText: string): readonly string[] => [
      text(what.conversations),
      text(what.projects),
      shown(spreadOf(values), 1),
      ratioText,
    ];
    return {
      title: "Growth",
      method:
        `Two local engines in one process, their tables filled by batch writes, asked in turn: ${AT_ONCE} requests at once over HTTP, until the last message is with ` +
        `its carrier; ${rounds} rounds. The engine with more in it took ${memory.toFixed(0)} MB more memory (everything is kept in memory).`,
      columns: ["conversations in the table", "projects", "ms per conversation", "ratio, round by round"],
      rows: [row(few, times.few, "1"), row(many, times.many, shown(ratio))],
      limits: [{ what: "time per conversation, 30,000 / 1,000", value: ratio.median, bound: { most: 1.1 } }],
    };
  } finally {
    await small.stop();
    await large.stop();
  }
};
