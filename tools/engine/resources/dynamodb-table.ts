import { isDeepStrictEqual } from "node:util";
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndexDescription,
  type KeySchemaElement,
  type Projection,
  type ProvisionedThroughput,
  ResourceInUseException,
  type ScalarAttributeType,
  type TableDescription,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb";
import { type Inputs, numberAt, recordsAt, refuseInputs, requiredTextAt, textAt, textsAt } from "./read-input";
import type { MakeResource, RemoveResource, ResourceRules } from "./resource-handler";

const attributeType = (value: string): ScalarAttributeType => {
  if (value === "S" || value === "N" || value === "B") return value;
  throw new Error(`attributes: the type ${value} must be S, N or B`);
};

const keySchema = (hashKey: string, rangeKey: string | undefined): KeySchemaElement[] => [
  { AttributeName: hashKey, KeyType: "HASH" },
  ...(rangeKey === undefined ? [] : [{ AttributeName: rangeKey, KeyType: "RANGE" as const }]),
];

const projection = (index: Inputs): Projection => {
  const type = requiredTextAt(index, "projectionType");
  if (type === "ALL" || type === "KEYS_ONLY") return { ProjectionType: type };
  if (type === "INCLUDE") return { ProjectionType: type, NonKeyAttributes: [...textsAt(index, "nonKeyAttributes")] };
  throw new Error(`projectionType ${type} must be ALL, KEYS_ONLY or INCLUDE`);
};

const throughput = (inputs: Inputs): ProvisionedThroughput => ({
  ReadCapacityUnits: numberAt(inputs, "readCapacity") ?? 1,
  WriteCapacityUnits: numberAt(inputs, "writeCapacity") ?? 1,
});

/** A table's inputs as DynamoDB's CreateTable takes them. */
export const tableRequest = (name: string, inputs: Inputs): CreateTableCommandInput => {
  const onDemand = textAt(inputs, "billingMode") === "PAY_PER_REQUEST";
  const capacity = (of: Inputs) => (onDemand ? {} : { ProvisionedThroughput: throughput(of) });
  const hashKey = requiredTextAt(inputs, "hashKey");
  const globalIndexes = recordsAt(inputs, "globalSecondaryIndexes").map((index) => {
    refuseInputs(index, ["keySchemas"]);
    return {
      IndexName: requiredTextAt(index, "name"),
      KeySchema: keySchema(requiredTextAt(index, "hashKey"), textAt(index, "rangeKey")),
      Projection: projection(index),
      ...capacity(index),
    };
  });
  const localIndexes = recordsAt(inputs, "localSecondaryIndexes").map((index) => ({
    IndexName: requiredTextAt(index, "name"),
    KeySchema: keySchema(hashKey, requiredTextAt(index, "rangeKey")),
    Projection: projection(index),
  }));
  return {
    TableName: name,
    BillingMode: onDemand ? "PAY_PER_REQUEST" : "PROVISIONED",
    AttributeDefinitions: recordsAt(inputs, "attributes").map((attribute) => ({
      AttributeName: requiredTextAt(attribute, "name"),
      AttributeType: attributeType(requiredTextAt(attribute, "type")),
    })),
    KeySchema: keySchema(hashKey, textAt(inputs, "rangeKey")),
    ...capacity(inputs),
    ...(globalIndexes.length === 0 ? {} : { GlobalSecondaryIndexes: globalIndexes }),
    ...(localIndexes.length === 0 ? {} : { LocalSecondaryIndexes: localIndexes }),
  };
};

const shapeOf = ({ IndexName, KeySchema = [], Projection }: GlobalSecondaryIndexDescription): string =>
  JSON.stringify([
    IndexName,
    KeySchema.map(({ AttributeName, KeyType }) => [KeyType, AttributeName]).sort(),
    Projection?.ProjectionType,
    [...(Projection?.NonKeyAttributes ?? [])].sort(),
  ]);

type Shaped = Pick<TableDescription, "KeySchema" | "GlobalSecondaryIndexes" | "LocalSecondaryIndexes">;

const shapes = ({ KeySchema, GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [] }: Shaped): unknown => [
  shapeOf({ KeySchema }),
  GlobalSecondaryIndexes.map(shapeOf).sort(),
  LocalSecondaryIndexes.map(shapeOf).sort(),
];

/** Requires that a table which exists already has the keys and indexes that are declared now. */
const requireSameTable = async (dynamo: DynamoDBClient, request: CreateTableCommandInput): Promise<void> => {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: request.TableName }));
  if (!isDeepStrictEqual(shapes(Table ?? {}), shapes(request))) {
    throw new Error(
      `the table ${request.TableName} in the state folder has other keys or indexes than the program declares; ` +
        "choose another state folder, or delete this one with its data",
    );
  }
};

/** Seconds: a table in a state folder waits for the disk. */
const wait = { minDelay: 0.01, maxDelay: 0.05, maxWaitTime: 10 };

/** Waits for a table that can be used; until then items are refused as if it did not exist. */
export const untilActive = async (client: DynamoDBClient, TableName: string): Promise<void> => {
  await waitUntilTableExists({ client, ...wait }, { TableName });
};

const unsupported = ["replicas", "importTable", "restoreSourceName", "restoreSourceTableArn", "restoreBackupArn"];

const createOrKeep = async (dynamo: DynamoDBClient, request: ReturnType<typeof tableRequest>): Promise<void> => {
  try {
    await dynamo.send(new CreateTableCommand(request));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
    await requireSameTable(dynamo, request);
  }
};

const shapeNames = ["hashKey", "rangeKey", "localSecondaryIndexes", "globalSecondaryIndexes"];

/**
 * Creates a table with all its indexes, or keeps the one that is there. Expiry, recovery and protection are recorded
 * only: nothing local deletes items or tables.
 */
const makeTable: MakeResource = async (inputs, { name, id }, { cloud }, before) => {
  refuseInputs(inputs, unsupported);
  if (inputs.streamEnabled === true && inputs.streamViewType !== "NEW_AND_OLD_IMAGES")
    throw new Error("streamViewType: the local run's streams have both images (NEW_AND_OLD_IMAGES)");
  const request = tableRequest(name, inputs);
  const other = shapeNames.find(
    (each) => before?.id === id && !isDeepStrictEqual(inputs[each] ?? [], before.inputs[each] ?? []),
  );
  if (other !== undefined)
    throw new Error(`${other}: the local DynamoDB cannot change the keys and indexes of a table that exists`);
  await createOrKeep(cloud.dynamo, request);
  await untilActive(cloud.dynamo, name);
  return undefined;
};

const removeTable: RemoveResource = async ({ name }, { cloud }) => {
  await cloud.dynamo.send(new DeleteTableCommand({ TableName: name }));
  await waitUntilTableNotExists({ client: cloud.dynamo, ...wait }, { TableName: name });
};

export const tableRules: ResourceRules = {
  "aws:dynamodb/table:Table": {
    make: makeTable,
    remove: removeTable,
    replaceOn: ["name", "hashKey", "rangeKey", "localSecondaryIndexes"],
  },
};
