import { CreateTableCommand, type DynamoDBClient, ResourceInUseException } from "@aws-sdk/client-dynamodb";
import { refuseInputs } from "./read-input";
import type { ResourceHandler } from "./resource-handler";
import { requireSameTable } from "./same-table";
import { tableRequest } from "./table-request";
import { untilActive } from "./until-active";

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
