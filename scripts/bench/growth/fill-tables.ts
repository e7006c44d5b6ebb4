import { randomUUID } from "node:crypto";
import { BatchWriteItemCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { toAttributes } from "../../../runtime/adapters/attribute-value";
import type { JsonObject } from "../../../runtime/codec/json-object";
import { leaseFrom } from "../../../runtime/conversation/lease";
import { newConversation } from "../../../runtime/conversation/new-conversation";
import { settleSent } from "../../../runtime/conversation/transitions/settle-sent";
import { companyRecord } from "../../../tests/helpers/company-record";
import { contextObject } from "../../../tests/helpers/context-object";

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
  const context = contextObject("whatsapp", {
    frontend_payload: {
      recipient_data: { recipient_tel: `+44740${String(1_000_000 + index)}` },
      request_data: { request_id: requestId },
    },
    conversation_data: { conversation_id: `ci-aaa-001#pi-aaa-001#${requestId}#447400654321` },
  });
  const { check_bucket, next_check_at, ...claimed } = newConversation({
    context,
    lease,
    at,
    processorVersion: "0",
    reconcileAfterSeconds: 270,
    ttlDays: undefined,
  });
  const accepted = { messageId: `SM${index}`, deliveryStatus: "delivered", text: "some words" };
  const sent = settleSent({ lease, channel: "whatsapp", attemptId: requestId, draft, accepted, at, processingMs: 1 });
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
