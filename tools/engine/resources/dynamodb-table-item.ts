import { isDeepStrictEqual } from "node:util";
import { type AttributeValue, DeleteItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { isRecord } from "../program/is-record";
import type { Cloud } from "./cloud";
import { type Inputs, jsonAt, requiredTextAt } from "./read-input";
import type { ChangeResource, Difference, RemoveResource, ResourceHandler } from "./resource-handler";

type Item = Readonly<Record<string, AttributeValue>>;

const itemOf = (inputs: Inputs): Item => {
  const item = jsonAt(inputs, "item");
  if (!isRecord(item)) throw new Error("item must be a record in DynamoDB's JSON");
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

const put = async (inputs: Inputs, name: string, { dynamo }: Cloud): Promise<Difference> => {
  const TableName = requiredTextAt(inputs, "tableName");
  await dynamo.send(new PutItemCommand({ TableName, Item: itemOf(inputs) }));
  const key = Object.values(keyOf(inputs)).map((value) => JSON.stringify(value));
  return { id: [TableName, ...key].join("|"), state: { name } };
};

const remove = async (inputs: Inputs, { dynamo }: Cloud): Promise<void> => {
  await dynamo.send(new DeleteItemCommand({ TableName: requiredTextAt(inputs, "tableName"), Key: keyOf(inputs) }));
};

/** Puts an item given in DynamoDB's own JSON, over one of the same key that the state folder may hold. */
export const makeTableItem: ResourceHandler = (inputs, { name }, { cloud }) => put(inputs, name, cloud);

/** Puts the item as it is declared now; under another key, the one before goes. */
export const changeTableItem: ChangeResource = async (inputs, existing, { cloud }) => {
  const difference = await put(inputs, existing.made.name, cloud);
  if (!isDeepStrictEqual(keyOf(inputs), keyOf(existing.inputs))) await remove(existing.inputs, cloud);
  return difference;
};

export const removeTableItem: RemoveResource = ({ inputs }, { cloud }) => remove(inputs, cloud);
