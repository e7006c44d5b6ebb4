import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  paginateQuery,
  paginateScan,
  type QueryCommandInput,
  type QueryCommandOutput,
  type ScanCommandInput,
  type ScanCommandOutput,
} from "@aws-sdk/client-dynamodb";
import { fromAttributes, toAttributes } from "../../../runtime/codec/attribute-value";
import type { JsonObject } from "../../../runtime/codec/json";
import {
  CHECK_BUCKETS,
  type ConversationKey,
  GIVEN_UP_BUCKET,
  NEXT_CHECK_INDEX,
} from "../../../runtime/conversation/conversation";
import { receivedKey } from "../../../runtime/conversation/received-item";
import { guardKeyOf } from "../../../runtime/conversation/request-guard";
import { NotDone } from "../../command-line";
import type { Found, Lookups } from "./ops-env";

/** Local index with nothing but keys and status, so that reading all of it is cheap; request guards are not in it. */
const STATUS_INDEX = "conversation-status-index";
const PROJECT_INDEX = "company-id-project-id-index";

/** What of an item tells whom it is about, and all that is read of a guard. */
const telling = [
  ...["primary_channel", "conversation_id", "company_id", "project_id", "recipient_tel", "recipient_email"],
  ...["erased_for", "winner", "fingerprint", "accepted_at", "created_at", "erased_at", "erased_by"],
  ...["kind", "their_address", "conversation", "received_at"],
];
const whoIsNamed = {
  ProjectionExpression: telling.map((name) => `#${name}`).join(", "),
  ExpressionAttributeNames: Object.fromEntries(telling.map((name) => [`#${name}`, name])),
};

type Page = QueryCommandOutput | ScanCommandOutput;

type Wanted = (item: JsonObject) => boolean;

const gather = async (pages: AsyncIterable<Page>, isWanted: Wanted = () => true): Promise<Found<JsonObject>> => {
  const items: JsonObject[] = [];
  let requests = 0;
  let readUnits = 0;
  for await (const { Items = [], ConsumedCapacity } of pages) {
    items.push(...Items.map(fromAttributes).filter(isWanted));
    requests += 1;
    readUnits += ConsumedCapacity?.CapacityUnits ?? 0;
  }
  return { items, requests, readUnits };
};

/** The key alone, of a whole record too. */
const keyOf = ({ primary_channel, conversation_id }: JsonObject): ConversationKey => ({
  primary_channel: String(primary_channel),
  conversation_id: String(conversation_id),
});

const sum = <A>(founds: readonly Found<A>[]): Found<A> => ({
  items: founds.flatMap(({ items }) => items),
  requests: founds.reduce((total, { requests }) => total + requests, 0),
  readUnits: founds.reduce((total, { readUnits }) => total + readUnits, 0),
});

/** The readings over DynamoDB, and the one removal. */
export const dynamoLookups = (client: DynamoDBClient, TableName: string, companyTable: string): Lookups => {
  const shared = { TableName, ReturnConsumedCapacity: "TOTAL" } as const;
  const query = (condition: string, values: JsonObject, more: Partial<QueryCommandInput>, isWanted?: Wanted) =>
    gather(
      paginateQuery(
        { client },
        {
          ...shared,
          KeyConditionExpression: condition,
          ExpressionAttributeValues: toAttributes(values),
          ...more,
        },
      ),
      isWanted,
    );
  const scan = (filter: string, values: JsonObject, more: Partial<ScanCommandInput>, isWanted?: Wanted) =>
    gather(
      paginateScan(
        { client },
        { ...shared, FilterExpression: filter, ExpressionAttributeValues: toAttributes(values), ...more },
      ),
      isWanted,
    );
  const consistently = { ConsistentRead: true };
  const inBucket = async (name: string): Promise<Found<ConversationKey>> => {
    const found = await query("check_bucket = :bucket", { ":bucket": name }, { IndexName: NEXT_CHECK_INDEX });
    return { ...found, items: found.items.map(keyOf) };
  };

  const removeIf = async (key: ConversationKey, condition: string, value: string): Promise<void> => {
    try {
      await client.send(
        new DeleteItemCommand({
          TableName,
          Key: toAttributes(keyOf(key)),
          ConditionExpression: `attribute_not_exists(conversation_id) OR ${condition}`,
          ExpressionAttributeValues: toAttributes({ ":value": value }),
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      throw new NotDone("what was erased has been written again: run the command again");
    }
  };

  return {
    record: async (key) => {
      const Key = toAttributes(keyOf(key));
      const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
      return Item && fromAttributes(Item);
    },
    ofRecipient: async (recipient) => {
      const { items } = await query("primary_channel = :recipient", { ":recipient": recipient }, consistently);
      return items.filter(({ kind }) => kind === undefined);
    },
    receivedFrom: async (address) => {
      const condition = "primary_channel = :address AND begins_with(conversation_id, :received)";
      const values = { ":address": address, ":received": receivedKey(address, "").conversation_id };
      const { items } = await query(condition, values, consistently);
      return items.filter(({ kind }) => kind === "received");
    },
    open: async () => sum(await Promise.all([...CHECK_BUCKETS, GIVEN_UP_BUCKET].map(inBucket))),
    givenUp: () => inBucket(GIVEN_UP_BUCKET),
    unsent: async () => {
      const sent = { ":sent": "initial_message_sent" };
      const found = await scan("conversation_status <> :sent", sent, { IndexName: STATUS_INDEX });
      return { ...found, items: found.items.map(keyOf) };
    },
    ofRequest: (company, project, request) =>
      query(
        "company_id = :company AND project_id = :project",
        { ":company": company, ":project": project, ":request": request },
        { IndexName: PROJECT_INDEX, FilterExpression: "request_id = :request" },
      ),
    ofProject: ({ company_id, project_id }, isWanted) =>
      query(
        "company_id = :company AND project_id = :project",
        { ":company": company_id, ":project": project_id },
        { IndexName: PROJECT_INDEX },
        isWanted,
      ),
    projects: async () => {
      const ProjectionExpression = "company_id, project_id";
      const { items } = await gather(paginateScan({ client }, { TableName: companyTable, ProjectionExpression }));
      return items.map(({ company_id, project_id }) => ({
        company_id: String(company_id),
        project_id: String(project_id),
      }));
    },
    traces: async ({ companyId, projectId }, isWanted) => {
      const guards = companyId === undefined ? "request#" : guardKeyOf(companyId, projectId ?? "", "").primary_channel;
      const values = { ":guards": guards, ":company": companyId ?? "" };
      if (companyId === undefined || projectId === undefined) {
        const filter = `begins_with(primary_channel, :guards) OR company_id ${companyId === undefined ? "<>" : "="} :company`;
        return (await scan(filter, values, { ...whoIsNamed, ...consistently }, isWanted)).items;
      }
      const ofProject = "company_id = :company AND project_id = :project";
      const found = await Promise.all([
        query("primary_channel = :guards", { ":guards": guards }, { ...whoIsNamed, ...consistently }, isWanted),
        query(
          ofProject,
          { ":company": companyId, ":project": projectId },
          { ...whoIsNamed, IndexName: PROJECT_INDEX },
          isWanted,
        ),
      ]);
      return sum(found).items;
    },
    removeErased: (key, erasedAt) => removeIf(key, "erased_at = :value", erasedAt),
    removeReceived: (key) => removeIf(key, "kind = :value", "received"),
  };
};
