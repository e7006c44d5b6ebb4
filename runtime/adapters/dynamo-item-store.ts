import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import * as E from "fp-ts/Either";
import { flow, pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as TE from "fp-ts/TaskEither";
import { fromAttributes, toAttributes } from "../codec/attribute-value";
import type { JsonObject } from "../codec/json";
import type { ConversationKey } from "../conversation/conversation";
import type { Change } from "../conversation/transitions";
import { describeError, type Log } from "../log/log";
import type { ChangeRefused, Conversations, StoreUnavailable } from "../ports/conversations";
import { hasApplied, updateExpression } from "./dynamo-items";

type Item = Record<string, AttributeValue>;

const isRefusal = (error: unknown): boolean => error instanceof ConditionalCheckFailedException;

export const toUnavailable =
  (log: Log) =>
  (error: unknown): StoreUnavailable => {
    log.warn({ event: "conversations_table_unavailable", reason: describeError(error) })();
    return { _tag: "StoreUnavailable" };
  };

export const toFailure =
  (log: Log) =>
  (error: unknown): StoreUnavailable | ChangeRefused =>
    isRefusal(error) ? { _tag: "ChangeRefused" } : toUnavailable(log)(error);

/** A whole record may be given for its key; DynamoDB takes the key alone. */
export const keyOf = ({ primary_channel, conversation_id }: ConversationKey): Record<string, AttributeValue> =>
  toAttributes({ primary_channel, conversation_id });

/** Consistent reads of single items, as they are; `limitMs` ends one earlier than the client's own limits do. */
export const itemReader =
  (client: DynamoDBClient, tableName: string, log: Log, limitMs?: number) =>
  (key: ConversationKey): TE.TaskEither<StoreUnavailable, Item | undefined> =>
    pipe(
      TE.tryCatch(
        () =>
          client.send(
            new GetItemCommand({ TableName: tableName, Key: keyOf(key), ConsistentRead: true }),
            limitMs === undefined ? {} : { abortSignal: AbortSignal.timeout(limitMs) },
          ),
        toUnavailable(log),
      ),
      TE.map(({ Item }) => Item),
    );

export const decoded = (item: Item | undefined): O.Option<JsonObject> =>
  item === undefined ? O.none : O.some(fromAttributes(item));

type ItemStore = Pick<Conversations, "putNew" | "change"> & {
  readonly readItem: (key: ConversationKey) => TE.TaskEither<StoreUnavailable, O.Option<JsonObject>>;
};

/** Items of the conversations table, whatever they are: a put if absent, consistent reads, and conditional changes. */
export const itemStore = (client: DynamoDBClient, tableName: string, log: Log): ItemStore => {
  const readItem = flow(itemReader(client, tableName, log), TE.map(decoded));

  const acceptIfApplied = (
    key: ConversationKey,
    change: Change,
  ): TE.TaskEither<StoreUnavailable | ChangeRefused, void> =>
    pipe(
      readItem(key),
      TE.chainEitherKW((found) =>
        O.isSome(found) && hasApplied(found.value, change)
          ? E.right(undefined)
          : E.left<ChangeRefused>({ _tag: "ChangeRefused" }),
      ),
    );

  return {
    readItem,
    putNew: (item) =>
      pipe(
        TE.tryCatch(
          () =>
            client.send(
              new PutItemCommand({
                TableName: tableName,
                Item: toAttributes(item),
                ConditionExpression: "attribute_not_exists(conversation_id)",
              }),
            ),
          toFailure(log),
        ),
        TE.map(() => "created" as const),
        TE.orElse((failure) =>
          failure._tag === "ChangeRefused"
            ? TE.right<StoreUnavailable, "created" | "exists">("exists")
            : TE.left(failure),
        ),
      ),
    change: (key, change) =>
      pipe(
        TE.tryCatch(
          () =>
            client.send(new UpdateItemCommand({ TableName: tableName, Key: keyOf(key), ...updateExpression(change) })),
          toFailure(log),
        ),
        TE.map(() => undefined),
        TE.orElse((failure) => (failure._tag === "ChangeRefused" ? acceptIfApplied(key, change) : TE.left(failure))),
      ),
  };
};
