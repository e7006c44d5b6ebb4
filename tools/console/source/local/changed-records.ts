import { BatchGetItemCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { fromAttributes, toAttributes } from "../../../../runtime/adapters/dynamo-items";
import type { JsonObject } from "../../../../runtime/codec/json";
import type { ConversationKey } from "../../../../runtime/conversation/conversation";

/** BatchGetItem takes that many keys (DynamoDB's API reference). */
const MOST_KEYS = 100;

/** Four rounds a second are more than a person can follow. */
const EVERY_MS = 250;

export type ChangedRecords = {
  readonly note: (key: ConversationKey) => void;
  readonly stop: () => Promise<void>;
};

export type ChangedRecordsOptions = {
  readonly dynamo: DynamoDBClient;
  readonly tableName: string;
  readonly onRecords: (records: readonly JsonObject[]) => void;
  readonly onError: (error: unknown) => void;
};

const readSome = async (
  dynamo: DynamoDBClient,
  tableName: string,
  keys: readonly ConversationKey[],
): Promise<readonly JsonObject[]> => {
  const { Responses = {} } = await dynamo.send(
    new BatchGetItemCommand({
      RequestItems: {
        [tableName]: {
          ConsistentRead: true,
          Keys: keys.map(({ primary_channel, conversation_id }) => toAttributes({ primary_channel, conversation_id })),
        },
      },
    }),
  );
  return (Responses[tableName] ?? []).map(fromAttributes);
};

/** Reads records anew that were written to, many at once and some times a second. */
export const readChangedRecords = (options: ChangedRecordsOptions): ChangedRecords => {
  const { dynamo, tableName, onRecords, onError } = options;
  const changed = new Map<string, ConversationKey>();
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const flush = async (): Promise<void> => {
    const keys = [...changed.values()].slice(0, MOST_KEYS);
    for (const { conversation_id } of keys) changed.delete(conversation_id);
    onRecords(await readSome(dynamo, tableName, keys));
  };
  const schedule = (): void => {
    timer ??= setTimeout(() => {
      running = flush()
        .catch(onError)
        .finally(() => {
          timer = undefined;
          if (changed.size > 0) schedule();
        });
    }, EVERY_MS);
  };
  return {
    note: (key) => {
      changed.set(key.conversation_id, key);
      schedule();
    },
    stop: async () => {
      changed.clear();
      clearTimeout(timer);
      await running;
    },
  };
};
