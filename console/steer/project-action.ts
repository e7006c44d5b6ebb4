import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type ChangeStatus, dynamoChangeStatus, type ProjectStatus } from "../../ops/project/status/change-status";
import type { ConsoleAction } from "../server/console-action";
import { choiceField, projectField, textField } from "../server/input";

const statuses: readonly ProjectStatus[] = ["active", "inactive"];

const doneText = (name: string, status: ProjectStatus): string =>
  status === "active"
    ? `${name} takes requests again.`
    : `${name} is switched off: its requests are refused with PROJECT_INACTIVE. The stack config is as it was; npm run project -- disable changes that too.`;

const switched = async (
  change: ChangeStatus,
  project: { company_id: string; project_id: string },
  status: ProjectStatus,
) => {
  const name = `${project.company_id} ${project.project_id}`;
  const found = await change(project, status, new Date().toISOString());
  return found
    ? { done: true, text: doneText(name, status) }
    : { done: false, text: `Not done: there is no project ${name}.` };
};

/** Switches a project off or on in its record: the router refuses requests of an inactive one; what is accepted goes on. */
export const projectAction = (client: DynamoDBClient, tableName: string): ConsoleAction => ({
  name: "set-project-status",
  prepare: (input) => {
    const project = projectField(input);
    const status = choiceField(input, "status", statuses);
    return {
      subject: `${project.company_id} ${project.project_id}: ${status}`,
      reason: textField(input, "reason"),
      run: () => switched(dynamoChangeStatus(client, tableName), project, status),
    };
  },
});
