import { setTimeout as pause } from "node:timers/promises";
import { DescribeTableCommand, type DynamoDBClient, ResourceNotFoundException } from "@aws-sdk/client-dynamodb";

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
export const untilGone = (dynamo: DynamoDBClient, tableName: string): Promise<void> =>
  untilIt(dynamo, tableName, "GONE");
