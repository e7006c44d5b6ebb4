import { ConditionalCheckFailedException, type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { toAttributes } from "../../../runtime/codec/attribute-value";
import type { ProjectIds } from "../../../runtime/request/request";

export type ProjectStatus = "active" | "inactive";

/** Sets a record's status, in effect with the next request; `false` when there is no record. */
export type ChangeStatus = (project: ProjectIds, status: ProjectStatus, at: string) => Promise<boolean>;

export const dynamoChangeStatus =
  (client: DynamoDBClient, TableName: string): ChangeStatus =>
  async ({ company_id, project_id }, status, at) => {
    try {
      await client.send(
        new UpdateItemCommand({
          TableName,
          Key: toAttributes({ company_id, project_id }),
          UpdateExpression: "SET project_status = :status, updated_at = :at",
          ConditionExpression: "attribute_exists(company_id)",
          ExpressionAttributeValues: toAttributes({ ":status": status, ":at": at }),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };
