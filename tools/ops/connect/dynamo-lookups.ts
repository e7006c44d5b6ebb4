import {
  type DynamoDBClient,
  GetItemCommand,
  paginateQuery,
  paginateScan,
  type QueryCommandInput,
  type QueryCommandOutput,
  type ScanCommandOutput,
} from "@aws-sdk/client-dynamodb";
import { fromAttributes, toAttributes } from "../../../runtime/adapters/dynamo-items";
import type { JsonObject } from "../../../runtime/codec/json";
import { CHECK_BUCKETS, type ConversationKey, NEXT_CHECK_INDEX } from "../../../runtime/conversation/conversation";
import type { Found, Lookups } from "./ops-env";

/** Local index with nothing but keys and status, so that reading all of it is cheap; request guards are not in it. */
const STATUS_INDEX = "conversation-status-index";
const PROJECT_INDEX = "company-id-project-id-index";

type Page = QueryCommandOutput | ScanCommandOutput;

const gather = async (pages: AsyncIterable<Page>): Promise<Found<JsonObject>> => {
  const items: JsonObject[] = [];
  let requests = 0;
  let readUnits = 0;
  for await (const { Items = [], ConsumedCapacity } of pages) {
    items.push(...Items.map(fromAttributes));
    requests += 1;
    readUnits += ConsumedCapacity?.CapacityUnits ?? 0;
  }
  return { items, requests, readUnits };
};

const keyOf = ({ primary_channel, conversation_id }: JsonObject): ConversationKey => ({
  primary_channel: String(primary_channel),
  conversation_id: String(conversation_id),
});

const sum = <A>(founds: readonly Found<A>[]): Found<A> => ({
  items: founds.flatMap(({ items }) => items),
  requests: founds.reduce((total, { requests }) => total + requests, 0),
  readUnits: founds.reduce((total, { readUnits }) => total + readUnits, 0),
});

/** The readings over DynamoDB. */
export const dynamoLookups = (client: DynamoDBClient, tableName: string): Lookups => {
  const shared = { TableName: tableName, ReturnConsumedCapacity: "TOTAL" } as const;

  const query = (input: Omit<QueryCommandInput, "TableName">): Promise<Found<JsonObject>> =>
    gather(paginateQuery({ client }, { ...shared, ...input }));

  const bucket = (name: string): Promise<Found<JsonObject>> =>
    query({
      IndexName: NEXT_CHECK_INDEX,
      KeyConditionExpression: "check_bucket = :bucket",
      ExpressionAttributeValues: { ":bucket": { S: name } },
    });

  return {
    record: async ({ primary_channel, conversation_id }) => {
      const Key = toAttributes({ primary_channel, conversation_id });
      const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item && fromAttributes(Item);
    },
    ofRecipient: async (primaryChannel) => {
      const found = await query({
        ConsistentRead: true,
        KeyConditionExpression: "primary_channel = :recipient",
        ExpressionAttributeValues: { ":recipient": { S: primaryChannel } },
      });
      return found.items;
    },
    open: async () => {
      const found = sum(await Promise.all(CHECK_BUCKETS.map(bucket)));
      return { ...found, items: found.items.map(keyOf) };
    },
    unsent: async () => {
      const found = await gather(
        paginateScan(
          { client },
          {
            ...shared,
            IndexName: STATUS_INDEX,
            FilterExpression: "conversation_status <> :sent",
            ExpressionAttributeValues: { ":sent": { S: "initial_message_sent" } },
          },
        ),
      );
      return { ...found, items: found.items.map(keyOf) };
    },
    inProject: (companyId, projectId, conversationId) =>
      query({
        IndexName: PROJECT_INDEX,
        KeyConditionExpression: "company_id = :company AND project_id = :project",
        FilterExpression: "conversation_id = :conversation",
        ExpressionAttributeValues: {
          ":company": { S: companyId },
          ":project": { S: projectId },
          ":conversation": { S: conversationId },
        },
      }),
  };
};
