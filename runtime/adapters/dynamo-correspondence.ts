import { type DynamoDBClient, paginateQuery, type QueryCommandInput } from "@aws-sdk/client-dynamodb";
import { flow } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RA from "fp-ts/ReadonlyArray";
import * as TE from "fp-ts/TaskEither";
import { fromAttributes, toAttributes } from "../codec/attribute-value";
import type { JsonObject } from "../codec/json";
import { type Conversation, decodeConversation } from "../conversation/conversation";
import { receivedKey } from "../conversation/received-item";
import type { Log } from "../log/log";
import type { StoreUnavailable } from "../ports/conversations";
import type { Correspondence, Parties } from "../ports/correspondence";
import type { Received } from "../ports/received";
import { toUnavailable } from "./dynamo-item-store";

/** Pages of a megabyte that are read of one address. */
const MOST_PAGES = 50;

type Index = { readonly name: string; readonly ours: string };

const indexes: Readonly<Record<Parties["channel"], Index>> = {
  whatsapp: { name: "company-whatsapp-number-recipient-tel-index", ours: "gsi_company_whatsapp_number" },
  sms: { name: "company-sms-number-recipient-tel-index", ours: "gsi_company_sms_number" },
};

/** What else stands under an address (received messages) is no conversation's record. */
const conversationsAmong: (items: readonly JsonObject[]) => readonly Conversation[] = RA.filterMap(
  flow(decodeConversation, O.fromEither),
);

type TableQuery = Omit<QueryCommandInput, "TableName">;

const queryAll =
  (client: DynamoDBClient, TableName: string, log: Log) =>
  (query: TableQuery): TE.TaskEither<StoreUnavailable, readonly JsonObject[]> =>
    TE.tryCatch(async () => {
      const items: JsonObject[] = [];
      let pages = 0;
      for await (const { Items = [] } of paginateQuery({ client }, { TableName, ...query })) {
        items.push(...Items.map(fromAttributes));
        pages += 1;
        if (pages > MOST_PAGES) throw new RangeError("too many records of one address");
      }
      return items;
    }, toUnavailable(log));

/** What people wrote, in the conversations table. */
export const dynamoReceived = (client: DynamoDBClient, tableName: string, log: Log): Received => {
  const query = queryAll(client, tableName, log);
  return {
    of: ({ primary_channel, conversation_id }) =>
      query({
        ConsistentRead: true,
        KeyConditionExpression: "primary_channel = :address AND begins_with(conversation_id, :received)",
        FilterExpression: "conversation = :conversation",
        ExpressionAttributeValues: toAttributes({
          ":address": primary_channel,
          ":received": receivedKey(primary_channel, "").conversation_id,
          ":conversation": conversation_id,
        }),
      }),
  };
};

/** What was written to people, in the conversations table. */
export const dynamoCorrespondence = (client: DynamoDBClient, tableName: string, log: Log): Correspondence => {
  const queried = flow(queryAll(client, tableName, log), TE.map(conversationsAmong));
  return {
    between: ({ channel, ours, theirs }) =>
      queried({
        IndexName: indexes[channel].name,
        KeyConditionExpression: `${indexes[channel].ours} = :ours AND gsi_recipient_tel = :theirs`,
        ExpressionAttributeValues: toAttributes({ ":ours": ours, ":theirs": theirs }),
      }),
    with: (address) =>
      queried({
        ConsistentRead: true,
        KeyConditionExpression: "primary_channel = :address",
        ExpressionAttributeValues: toAttributes({ ":address": address }),
      }),
  };
};
