import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { fromAttributes, toAttributes } from "../../runtime/adapters/attribute-value";
import type { JsonObject } from "../../runtime/codec/json-object";
import { deepOverride } from "../helpers/deep-override";
import type { Journey } from "./journey-engine";

const demonstration = { company_id: "ci-aaa-001", project_id: "pi-aaa-001" };

let projects = 0;

/** Writes the record of another project of the first demonstration company, under the same key; gives its `company_data`. */
export const newProject = async ({ dynamo, ready }: Journey, overrides: JsonObject): Promise<JsonObject> => {
  const TableName = ready.tables.company;
  const { Item = {} } = await dynamo.send(new GetItemCommand({ TableName, Key: toAttributes(demonstration) }));
  projects += 1;
  const company_data = { ...demonstration, project_id: `pi-journey-${projects}` };
  const record = { ...deepOverride(fromAttributes(Item), overrides), ...company_data };
  await dynamo.send(new PutItemCommand({ TableName, Item: toAttributes(record) }));
  return company_data;
};
