import { type DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { ConversationKey } from "../conversation/conversation-key";
import { NEXT_CHECK_INDEX } from "../conversation/next-check-index";
import { describeError } from "../log/describe-error";
import type { Checks, StoreUnavailable } from "../ports/conversations";
import type { Log } from "../ports/log";

const toUnavailable =
  (log: Log) =>
  (error: unknown): StoreUnavailable => {
    log.error({ event: "check_index_unreadable", reason: describeError(error) })();
    return { _tag: "StoreUnavailable" };
  };

/** The index of due checks in DynamoDB. */
export const dynamoChecks = (client: DynamoDBClient, tableName: string, log: Log): Checks => ({
  due: (bucket, now, limit) =>
    pipe(
      TE.tryCatch(
        () =>
          client.send(
            new QueryCommand({
              TableName: tableName,
              IndexName: NEXT_CHECK_INDEX,
              KeyConditionExpression: "check_bucket = :bucket AND next_check_at <= :now",
              ExpressionAttributeValues: { ":bucket": { S: bucket }, ":now": { S: now } },
              Limit: limit,
            }),
          ),
        toUnavailable(log),
      ),
      TE.map(({ Items = [] }) =>
        Items.map(
          ({ primary_channel, conversation_id }): ConversationKey => ({
            primary_channel: primary_channel?.S ?? "",
            conversation_id: conversation_id?.S ?? "",
          }),
        ),
      ),
    ),
});
