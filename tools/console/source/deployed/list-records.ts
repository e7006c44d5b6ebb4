import {
  type AttributeValue,
  type DynamoDBClient,
  QueryCommand,
  type QueryCommandInput,
} from "@aws-sdk/client-dynamodb";
import { flow, pipe } from "fp-ts/function";
import * as RA from "fp-ts/ReadonlyArray";
import { fromAttributes, toAttributes } from "../../../../runtime/codec/attribute-value";
import { isJsonObject, type JsonObject } from "../../../../runtime/codec/json";
import type { ConversationKey } from "../../../../runtime/conversation/conversation";
import type { OpsEnv } from "../../../ops/connect/ops-env";
import { readRecords } from "../../../ops/conversations/stuck";
import type { ConversationFilter } from "../../api/conversation";
import { type KnownConversation, knownConversation } from "../known-conversation";

type Records = { readonly found: readonly KnownConversation[]; readonly next: string | null };

type ListingEnv = { readonly dynamo: DynamoDBClient; readonly table: string; readonly env: OpsEnv };

/** Reads on for a page that a filter leaves nearly empty, but not without end: each reading costs. */
const MOST_READINGS = 5;

const sealed = (key: Readonly<Record<string, AttributeValue>>): string =>
  Buffer.from(JSON.stringify(fromAttributes(key))).toString("base64url");

const opened = (next: string): Record<string, AttributeValue> => {
  const key: unknown = JSON.parse(Buffer.from(next, "base64url").toString("utf8"));
  return toAttributes(isJsonObject(key) ? key : {});
};

const isAddress = (text: string): boolean => /^\+\d{6,}$/.test(text) || /^\S+@\S+$/.test(text);

const conditionsOf = ({ channel, status, from, before }: ConversationFilter) => {
  const wanted = [
    { condition: "channel_method = :channel", name: ":channel", value: channel },
    { condition: "conversation_status = :status", name: ":status", value: status },
    { condition: "accepted_at >= :from", name: ":from", value: from },
    { condition: "accepted_at < :before", name: ":before", value: before },
  ].filter(({ value }) => value !== "");
  return {
    expression: ["attribute_exists(conversation_status)", ...wanted.map(({ condition }) => condition)].join(" AND "),
    values: Object.fromEntries(wanted.map(({ name, value }) => [name, value])),
  };
};

const queryOf = (
  filter: ConversationFilter,
): Pick<QueryCommandInput, "IndexName" | "KeyConditionExpression"> & { readonly values: JsonObject } => {
  const recipient = filter.recipient.trim();
  if (isAddress(recipient))
    return { KeyConditionExpression: "primary_channel = :recipient", values: { ":recipient": recipient } };
  const [company, project] = filter.project.split("/");
  return {
    IndexName: "company-id-project-id-index",
    KeyConditionExpression: "company_id = :company AND project_id = :project",
    values: { ":company": company, ":project": project },
  };
};

const query = async (
  { dynamo, table }: ListingEnv,
  filter: ConversationFilter,
  next: string | undefined,
  limit: number,
  mostReadings = MOST_READINGS,
): Promise<Records> => {
  const { values, ...by } = queryOf(filter);
  const conditions = conditionsOf(filter);
  const found: KnownConversation[] = [];
  let from = next;
  for (let reading = 0; reading < mostReadings && found.length < limit; reading += 1) {
    const { Items = [], LastEvaluatedKey } = await dynamo.send(
      new QueryCommand({
        TableName: table,
        ...by,
        FilterExpression: conditions.expression,
        ExpressionAttributeValues: toAttributes({ ...values, ...conditions.values }),
        Limit: limit,
        ...(from === undefined ? {} : { ExclusiveStartKey: opened(from) }),
      }),
    );
    found.push(...pipe(Items, RA.filterMap(flow(fromAttributes, knownConversation))));
    if (LastEvaluatedKey === undefined) return { found, next: null };
    from = sealed(LastEvaluatedKey);
  }
  return { found, next: from ?? null };
};

const readAll = async ({ env }: ListingEnv, keys: readonly ConversationKey[]): Promise<readonly KnownConversation[]> =>
  RA.filterMap(knownConversation)(await readRecords(env, keys));

/** What is not final: cheap at any size, by the sweeper's index. */
export const readOpen = async (listing: ListingEnv, most: number): Promise<readonly KnownConversation[]> =>
  readAll(listing, (await listing.env.lookups.open()).items.slice(0, most));

/** Conversations of a project that are counted, and readings for them: of about 1 MB, and so of 128 read units. */
const MOST_COUNTED = 20_000;
const MOST_COUNTED_READINGS = 40;

/** As many of a project's conversations as are worth their reading; `next` tells that there are more. */
export const countableRecords = (listing: ListingEnv, filter: ConversationFilter): Promise<Records> =>
  query(listing, filter, undefined, MOST_COUNTED, MOST_COUNTED_READINGS);

/** A project's or a recipient's conversations; without either, those that are not final, and with a status those that have it. */
export const listRecords = async (
  listing: ListingEnv,
  filter: ConversationFilter,
  next: string | undefined,
  limit: number,
): Promise<Records> => {
  if (filter.project !== "" || isAddress(filter.recipient.trim())) return query(listing, filter, next, limit);
  if (filter.status === "") return { found: await readOpen(listing, limit), next: null };
  // What has failed for good is in no sweeper's index: the status index is read, keys only.
  const { items } = await listing.env.lookups.unsent();
  return { found: await readAll(listing, items.slice(0, limit)), next: null };
};
