import { BatchGetItemCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { flow, pipe } from "fp-ts/function";
import * as RA from "fp-ts/ReadonlyArray";
import { fromAttributes, toAttributes } from "../../../../runtime/adapters/dynamo-items";
import type { ConversationKey } from "../../../../runtime/conversation/conversation";
import { type KnownConversation, knownConversation } from "../known-conversation";

/** BatchGetItem takes that many keys (DynamoDB's API reference). */
const MOST_KEYS = 100;

/** Four rounds a second are more than a person can follow. */
const EVERY_MS = 250;

type ChangedRecordsOptions = {
  readonly dynamo: DynamoDBClient;
  readonly tableName: string;
  readonly onChanged: (changed: readonly KnownConversation[]) => void;
  readonly onError: (error: unknown) => void;
};

const readSome = async (
  dynamo: DynamoDBClient,
  tableName: string,
  keys: readonly ConversationKey[],
): Promise<readonly KnownConversation[]> => {
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
  return pipe(Responses[tableName] ?? [], RA.filterMap(flow(fromAttributes, knownConversation)));
};

/** Reads records anew that were written to, many at once and some times a second. */
export const readChangedRecords = ({ dynamo, tableName, onChanged, onError }: ChangedRecordsOptions) => {
  const changed = new Map<string, ConversationKey>();
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const flush = async (): Promise<void> => {
    const keys = [...changed.values()].slice(0, MOST_KEYS);
    for (const { conversation_id } of keys) changed.delete(conversation_id);
    onChanged(await readSome(dynamo, tableName, keys));
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
    note: (key: ConversationKey): void => {
      changed.set(key.conversation_id, key);
      schedule();
    },
    stop: async (): Promise<void> => {
      changed.clear();
      clearTimeout(timer);
      await running;
    },
  };
};
