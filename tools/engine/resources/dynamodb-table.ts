import { setTimeout as pause } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndexDescription,
  type KeySchemaElement,
  type LocalSecondaryIndexDescription,
  type Projection,
  type ProvisionedThroughput,
  ResourceInUseException,
  ResourceNotFoundException,
  type ScalarAttributeType,
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

type Index = {
  readonly IndexName?: string | undefined;
  readonly KeySchema?: KeySchemaElement[] | undefined;
  readonly Projection?: Projection | undefined;
};

const shapeOf = (index: Index | GlobalSecondaryIndexDescription | LocalSecondaryIndexDescription): string =>
  JSON.stringify([
    index.IndexName,
    (index.KeySchema ?? []).map(({ AttributeName, KeyType }) => [KeyType, AttributeName]).sort(),
    index.Projection?.ProjectionType,
    [...(index.Projection?.NonKeyAttributes ?? [])].sort(),
  ]);

type Shaped = {
  readonly KeySchema?: KeySchemaElement[] | undefined;
  readonly GlobalSecondaryIndexes?: Index[] | undefined;
  readonly LocalSecondaryIndexes?: Index[] | undefined;
};

const shapes = (table: Shaped): unknown => [
  shapeOf({ KeySchema: table.KeySchema }),
  (table.GlobalSecondaryIndexes ?? []).map(shapeOf).sort(),
  (table.LocalSecondaryIndexes ?? []).map(shapeOf).sort(),
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

/** Milliseconds between two looks, and looks until it is given up: a table in a state folder waits for the disk. */
const PAUSE_MS = 10;
const MOST_LOOKS = 1_000;

type Status = "ACTIVE" | "GONE" | "CHANGING";

const statusOf = async (dynamo: DynamoDBClient, tableName: string): Promise<Status> => {
  try {
    const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: tableName }));
    return Table?.TableStatus === "ACTIVE" ? "ACTIVE" : "CHANGING";
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return "GONE";
    throw error;
  }
};

const untilIt = async (dynamo: DynamoDBClient, tableName: string, wanted: Status): Promise<void> => {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    if ((await statusOf(dynamo, tableName)) === wanted) return;
    await pause(PAUSE_MS);
  }
  throw new Error(`the table ${tableName} did not become ${wanted === "ACTIVE" ? "usable" : "free again"}`);
};

/** Waits for a table that can be used; until then items are refused as if it did not exist. */
export const untilActive = (dynamo: DynamoDBClient, tableName: string): Promise<void> =>
  untilIt(dynamo, tableName, "ACTIVE");

/** Waits until a table's name is free again. */
const untilGone = (dynamo: DynamoDBClient, tableName: string): Promise<void> => untilIt(dynamo, tableName, "GONE");

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

const shapeNames = ["hashKey", "rangeKey", "localSecondaryIndexes", "globalSecondaryIndexes"];

/**
 * Creates a table with all its indexes, or keeps the one that is there. Expiry, recovery and protection are recorded
 * only: nothing local deletes items or tables.
 */
const makeTable: MakeResource = async (inputs, { name, id }, { cloud }, before) => {
  refuseInputs(inputs, unsupported);
  const request = tableRequest(name, inputs);
  const other =
    before?.id === id ? shapeNames.find((each) => !isDeepStrictEqual(inputs[each], before.inputs[each])) : undefined;
  if (other !== undefined)
    throw new Error(`${other}: the local DynamoDB cannot change the keys and indexes of a table that exists`);
  await createOrKeep(cloud.dynamo, request);
  await untilActive(cloud.dynamo, name);
  return undefined;
};

const removeTable: RemoveResource = async ({ name }, { cloud }) => {
  await cloud.dynamo.send(new DeleteTableCommand({ TableName: name }));
  await untilGone(cloud.dynamo, name);
};

export const tableRules: ResourceRules = {
  "aws:dynamodb/table:Table": {
    make: makeTable,
    remove: removeTable,
    replaceOn: ["name", "hashKey", "rangeKey", "localSecondaryIndexes"],
  },
};
