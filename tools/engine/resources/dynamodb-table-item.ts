import { type AttributeValue, DeleteItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { isJsonObject } from "../../../runtime/codec/json";
import { type Inputs, jsonAt, requiredTextAt } from "./read-input";
import type { MakeResource, RemoveResource, ResourceRules } from "./resource-handler";

type Item = Readonly<Record<string, AttributeValue>>;

const itemOf = (inputs: Inputs): Item => {
  const item = jsonAt(inputs, "item");
  if (!isJsonObject(item)) throw new Error("item must be a record in DynamoDB's JSON");
  return item as Item;
};

const keyOf = (inputs: Inputs): Item => {
  const item = itemOf(inputs);
  const names = [inputs.hashKey, inputs.rangeKey].filter((name) => typeof name === "string");
  return Object.fromEntries(
    names.map((name) => {
      const value = item[name];
      if (value === undefined) throw new Error(`item has no ${name}, which is a key of the table`);
      return [name, value];
    }),
  );
};

/** Puts an item given in DynamoDB's own JSON, over one of the same key that the table may hold. */
const makeTableItem: MakeResource = async (inputs, { name }, { cloud }) => {
  const TableName = requiredTextAt(inputs, "tableName");
  await cloud.dynamo.send(new PutItemCommand({ TableName, Item: itemOf(inputs) }));
  const key = Object.values(keyOf(inputs)).map((value) => JSON.stringify(value));
  return { id: [TableName, ...key].join("|"), state: { name } };
};

const removeTableItem: RemoveResource = async ({ inputs }, { cloud }) => {
  const TableName = requiredTextAt(inputs, "tableName");
  await cloud.dynamo.send(new DeleteItemCommand({ TableName, Key: keyOf(inputs) }));
};

export const tableItemRules: ResourceRules = {
  "aws:dynamodb/tableItem:TableItem": {
    make: makeTableItem,
    remove: removeTableItem,
    replaceOn: ["tableName", "hashKey", "rangeKey"],
  },
};
