import { ConditionalCheckFailedException, type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { toAttributes } from "../../runtime/adapters/attribute-value";
import type { ConsoleAction } from "../server/console-action";
import { choiceField, projectField, textField } from "../server/input";

const statuses = ["active", "inactive"] as const;

/** Switches a project off or on: the router refuses requests of an inactive one; what is accepted goes on. */
export const projectAction = (client: DynamoDBClient, TableName: string): ConsoleAction => ({
  name: "set-project-status",
  prepare: (input) => {
    const project = projectField(input);
    const status = choiceField(input, "status", statuses);
    const name = `${project.company_id} ${project.project_id}`;
    return {
      subject: `${name}: ${status}`,
      reason: textField(input, "reason"),
      run: async () => {
        try {
          await client.send(
            new UpdateItemCommand({
              TableName,
              Key: toAttributes(project),
              UpdateExpression: "SET project_status = :status, updated_at = :at",
              ConditionExpression: "attribute_exists(company_id)",
              ExpressionAttributeValues: toAttributes({ ":status": status, ":at": new Date().toISOString() }),
            }),
          );
        } catch (error) {
          if (error instanceof ConditionalCheckFailedException)
            return { done: false, text: `Not done: there is no project ${name}.` };
          throw error;
        }
        return {
          done: true,
          text:
            status === "active"
              ? `${name} takes requests again.`
              : `${name} is switched off: its requests are refused with PROJECT_INACTIVE. The next deployment (pulumi up) sets what the stack config says.`,
        };
      },
    };
  },
});
