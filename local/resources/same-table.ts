import { isDeepStrictEqual } from "node:util";
import {
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndexDescription,
  type KeySchemaElement,
  type LocalSecondaryIndexDescription,
  type Projection,
} from "@aws-sdk/client-dynamodb";

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
export const requireSameTable = async (dynamo: DynamoDBClient, request: CreateTableCommandInput): Promise<void> => {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: request.TableName }));
  if (!isDeepStrictEqual(shapes(Table ?? {}), shapes(request))) {
    throw new Error(
      `the table ${request.TableName} in the state folder has other keys or indexes than the program declares; ` +
        "choose another state folder, or delete this one with its data",
    );
  }
};
