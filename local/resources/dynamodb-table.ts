import { isDeepStrictEqual } from "node:util";
import {
  CreateTableCommand,
  DeleteTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
} from "@aws-sdk/client-dynamodb";
import { type Inputs, refuseInputs } from "./read-input";
import type { ChangeResource, RemoveResource, ResourceHandler } from "./resource-handler";
import { requireSameTable } from "./same-table";
import { tableRequest } from "./table-request";
import { untilActive, untilGone } from "./until-active";

const unsupported = [
  "streamEnabled",
  "replicas",
  "importTable",
  "restoreSourceName",
  "restoreSourceTableArn",
  "restoreBackupArn",
];

const createOrKeep = async (dynamo: DynamoDBClient, request: ReturnType<typeof tableRequest>): Promise<void> => {
  try {
    await dynamo.send(new CreateTableCommand(request));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
    await requireSameTable(dynamo, request);
  }
};

/**
 * Creates a table with all its indexes, or keeps the one that the state folder holds. Expiry, recovery and protection
 * are recorded only: nothing local deletes items or tables.
 */
export const makeTable: ResourceHandler = async (inputs, { name }, { cloud }) => {
  refuseInputs(inputs, unsupported);
  await createOrKeep(cloud.dynamo, tableRequest(name, inputs));
  await untilActive(cloud.dynamo, name);
  return undefined;
};

const indexesOf = (inputs: Inputs): unknown => inputs.globalSecondaryIndexes ?? [];

/** Expiry, recovery and protection are recorded; the local DynamoDB cannot give a table other indexes. */
export const changeTable: ChangeResource = (inputs, existing) => {
  refuseInputs(inputs, unsupported);
  tableRequest(existing.made.name, inputs);
  if (isDeepStrictEqual(indexesOf(inputs), indexesOf(existing.inputs))) return undefined;
  throw new Error("globalSecondaryIndexes: the local DynamoDB cannot change the indexes of a table that exists");
};

export const removeTable: RemoveResource = async ({ made }, { cloud }) => {
  await cloud.dynamo.send(new DeleteTableCommand({ TableName: made.name }));
  await untilGone(cloud.dynamo, made.name);
};
