import { setTimeout as pause } from "node:timers/promises";
import { DescribeTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** Milliseconds between two looks, and looks until it is given up: a table in a state folder waits for the disk. */
const PAUSE_MS = 10;
const MOST_LOOKS = 1_000;

/** Waits for a table that can be used; until then items are refused as if it did not exist. */
export const untilActive = async (dynamo: DynamoDBClient, tableName: string): Promise<void> => {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: tableName }));
    if (Table?.TableStatus === "ACTIVE") return;
    await pause(PAUSE_MS);
  }
  throw new Error(`the table ${tableName} did not become usable`);
};
