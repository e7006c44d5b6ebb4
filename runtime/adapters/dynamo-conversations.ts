import { type DynamoDBClient, paginateQuery, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import * as E from "fp-ts/Either";
import { flow, pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RA from "fp-ts/ReadonlyArray";
import * as TE from "fp-ts/TaskEither";
import { fromAttributes } from "../codec/attribute-value";
import type { JsonObject } from "../codec/json";
import {
  type ConversationKey,
  decodeConversation,
  NEXT_CHECK_INDEX,
  RETENTION_INDEX,
} from "../conversation/conversation";
import { neighbourAttributes, neighbourOf } from "../conversation/record";
import { decodeGuard } from "../conversation/request-guard";
import { describeError, type Log } from "../log/log";
import type { Checks, Conversations, Guards, StoreUnavailable } from "../ports/conversations";
import { decoded, itemReader, itemStore, keyOf, toFailure, toUnavailable } from "./dynamo-item-store";
import { countExpression, countedIn } from "./dynamo-items";

/** What needs no conversation: guards of requests, and counters. */
const readersOf = (readAttributes: ReturnType<typeof itemReader>): Guards => ({
  readGuard: flow(readAttributes, TE.map(decoded), TE.chainEitherKW(O.traverse(E.Applicative)(decodeGuard))),
  readCounted: (counting) =>
    pipe(
      readAttributes(counting.key),
      TE.map((item) => countedIn(item, counting)),
    ),
});

/** A client waits meanwhile, and its request is accepted all the same when the look comes to nothing. */
const LOOK_MS = 1_000;

/** Guards and counters alone, for the router: a look that takes too long is given up. */
export const dynamoGuards = (client: DynamoDBClient, tableName: string, log: Log): Guards =>
  readersOf(itemReader(client, tableName, log, LOOK_MS));

/** Pages of a megabyte that are read of one recipient's records. */
const MOST_PAGES = 50;

/** The conversations table in DynamoDB. */
export const dynamoConversations = (client: DynamoDBClient, tableName: string, log: Log): Conversations => {
  const readers = readersOf(itemReader(client, tableName, log));
  const { readItem, ...store } = itemStore(client, tableName, log);

  const queryAll = async (primaryChannel: string): Promise<readonly JsonObject[]> => {
    const items: JsonObject[] = [];
    const pages = paginateQuery(
      { client },
      {
        TableName: tableName,
        ConsistentRead: true,
        KeyConditionExpression: "primary_channel = :recipient",
        ProjectionExpression: neighbourAttributes.map((_, index) => `#a${index}`).join(", "),
        ExpressionAttributeNames: Object.fromEntries(neighbourAttributes.map((name, index) => [`#a${index}`, name])),
        ExpressionAttributeValues: { ":recipient": { S: primaryChannel } },
      },
    );
    let read = 0;
    for await (const { Items = [] } of pages) {
      items.push(...Items.map(fromAttributes));
      read += 1;
      if (read > MOST_PAGES) throw new RangeError("too many records of one recipient");
    }
    return items;
  };

  return {
    read: flow(readItem, TE.chainEitherKW(O.traverse(E.Applicative)(decodeConversation))),
    ...readers,
    ...store,
    count: (counting) =>
      pipe(
        TE.tryCatch(
          () =>
            client.send(
              new UpdateItemCommand({ TableName: tableName, Key: keyOf(counting.key), ...countExpression(counting) }),
            ),
          toFailure(log),
        ),
        TE.map(() => "counted" as const),
        TE.orElseW((failure) =>
          failure._tag === "ChangeRefused" ? readers.readCounted(counting) : TE.left<StoreUnavailable>(failure),
        ),
      ),
    ofRecipient: (primaryChannel) =>
      pipe(
        TE.tryCatch(() => queryAll(primaryChannel), toUnavailable(log)),
        TE.map(RA.map(neighbourOf)),
      ),
  };
};

const toIndexUnreadable =
  (log: Log) =>
  (error: unknown): StoreUnavailable => {
    log.error({ event: "check_index_unreadable", critical: true, reason: describeError(error) })();
    return { _tag: "StoreUnavailable" };
  };

type Index = { readonly name: string; readonly bucket: string; readonly time: string };

const dueChecks: Index = { name: NEXT_CHECK_INDEX, bucket: "check_bucket", time: "next_check_at" };
const endings: Index = { name: RETENTION_INDEX, bucket: "retention_bucket", time: "retention_check_at" };

/** The indexes of due checks, and of records that end, in DynamoDB. */
export const dynamoChecks = (client: DynamoDBClient, tableName: string, log: Log): Checks => {
  const queryDue = async (index: Index, bucket: string, now: string, limit: number) => {
    const keys: ConversationKey[] = [];
    const pages = paginateQuery(
      { client, pageSize: limit },
      {
        TableName: tableName,
        IndexName: index.name,
        KeyConditionExpression: `${index.bucket} = :bucket AND ${index.time} <= :now`,
        ExpressionAttributeValues: { ":bucket": { S: bucket }, ":now": { S: now } },
      },
    );
    for await (const { Items = [] } of pages) {
      keys.push(
        ...Items.map(({ primary_channel, conversation_id }) => ({
          primary_channel: primary_channel?.S ?? "",
          conversation_id: conversation_id?.S ?? "",
        })),
      );
      if (keys.length >= limit) break;
    }
    return keys.slice(0, limit);
  };
  const reading =
    (index: Index): Checks["due"] =>
    (bucket, now, limit) =>
      TE.tryCatch(() => queryDue(index, bucket, now, limit), toIndexUnreadable(log));
  return { due: reading(dueChecks), ending: reading(endings) };
};
