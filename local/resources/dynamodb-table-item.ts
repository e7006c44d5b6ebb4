import { type AttributeValue, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { isRecord } from "../engine/is-record";
import { jsonAt, requiredTextAt } from "./read-input";
import type { ResourceHandler } from "./resource-handler";

/** Puts an item given in DynamoDB's own JSON, over one of the same key that the state folder may hold. */
export const makeTableItem: ResourceHandler = async (inputs, { name }, { cloud }) => {
  const item = jsonAt(inputs, "item");
  if (!isRecord(item)) throw new Error("item must be a record in DynamoDB's JSON");
  const TableName = requiredTextAt(inputs, "tableName");
  await cloud.dynamo.send(new PutItemCommand({ TableName, Item: item as Record<string, AttributeValue> }));
  const keys = [inputs.hashKey, inputs.rangeKey].filter((key) => typeof key === "string");
  const key = keys.map((attribute) => JSON.stringify(item[attribute]));
  return { id: [TableName, ...key].join("|"), state: { name } };
};
