import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { fromAttribute } from "../../../../runtime/adapters/dynamo-items";
import { isJsonObject, type JsonObject } from "../../../../runtime/codec/json";
import type { ConversationKey } from "../../../../runtime/conversation/conversation";
import { pick } from "../../../../runtime/conversation/record";
import type { DynamoCall } from "../../../aws/dynamo/dynamo";

/** A write to a conversation's record, by what the console tells of it. */
export type TableWrite = {
  /** ISO 8601, when it was answered. */
  readonly at: string;
  readonly key: ConversationKey;
  readonly kind: "new" | "changed" | "gone";
  readonly set: JsonObject;
  readonly appended: readonly string[];
  /** A refused write changed nothing: its condition did not hold, or the store was made to fail. */
  readonly outcome: "done" | "refused" | "failed";
};

const TOLD = [
  "send_state",
  "conversation_status",
  "delivery_status",
  "failure_reason",
  "attempt_id",
  "lease_owner",
  "next_check_at",
];

type Attributes = Readonly<Record<string, AttributeValue>>;

const attributesIn = (value: unknown): Attributes => (isJsonObject(value) ? (value as Attributes) : {});

const textIn = (attributes: Attributes, name: string): string => attributes[name]?.S ?? "";

const keyIn = (attributes: Attributes): ConversationKey => ({
  primary_channel: textIn(attributes, "primary_channel"),
  conversation_id: textIn(attributes, "conversation_id"),
});

const values = (pairs: readonly (readonly [string, AttributeValue | undefined])[]): JsonObject =>
  Object.fromEntries(pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, fromAttribute(value)]])));

type Written = Pick<TableWrite, "key" | "kind" | "set" | "appended">;

const ofUpdate = (input: JsonObject): Written => {
  const names = isJsonObject(input.ExpressionAttributeNames) ? input.ExpressionAttributeNames : {};
  const given = attributesIn(input.ExpressionAttributeValues);
  const expression = String(input.UpdateExpression);
  const nameOf = (placeholder = ""): string => String(names[placeholder]);
  const set = [...expression.matchAll(/(#\w+) = (:\w+)/g)].map(
    ([, name, value = ""]) => [nameOf(name), given[value]] as const,
  );
  const appended = [...expression.matchAll(/(#\w+) = list_append/g)].map(([, name]) => nameOf(name));
  return { key: keyIn(attributesIn(input.Key)), kind: "changed", set: pick(values(set), TOLD), appended };
};

const ofPut = (input: JsonObject): Written => {
  const item = attributesIn(input.Item);
  const set = values(TOLD.map((name) => [name, item[name]] as const));
  return { key: keyIn(item), kind: "new", set, appended: [] };
};

const ofDelete = (input: JsonObject): Written => ({
  key: keyIn(attributesIn(input.Key)),
  kind: "gone",
  set: {},
  appended: [],
});

const readers: Readonly<Record<string, (input: JsonObject) => Written>> = {
  UpdateItem: ofUpdate,
  PutItem: ofPut,
  DeleteItem: ofDelete,
};

const outcomeOf = (status: number): TableWrite["outcome"] =>
  status < 300 ? "done" : status < 500 ? "refused" : "failed";

/** What a client sent may be anything; what is no JSON object wrote nothing. */
const parsed = (body: string): JsonObject | undefined => {
  try {
    const value: unknown = JSON.parse(body);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** What a call of DynamoDB wrote to a conversation; nothing for any other call, and for the guards of requests. */
export const tableWrite = (
  { operation, body }: DynamoCall,
  status: number,
  tableName: string,
  at: Date,
): TableWrite | undefined => {
  const read = readers[operation];
  if (read === undefined || !body.includes(tableName)) return undefined;
  const input = parsed(body);
  if (input?.TableName !== tableName) return undefined;
  const write = read(input);
  if (write.key.primary_channel.startsWith("request#")) return undefined;
  return { at: at.toISOString(), ...write, outcome: outcomeOf(status) };
};
