import { type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { fromAttributes } from "../../../runtime/adapters/dynamo-items";
import type { JsonObject } from "../../../runtime/codec/json";
import { channels } from "../../../runtime/request/request";
import type { ProjectView } from "../api/about";
import { textOf } from "./summary-of";

const projectOf = (record: JsonObject): ProjectView => ({
  company_id: textOf(record.company_id),
  project_id: textOf(record.project_id),
  company_name: textOf(record.company_name),
  project_name: textOf(record.project_name),
  status: textOf(record.project_status),
  channels: channels.filter(
    (channel) => Array.isArray(record.allowed_channels) && record.allowed_channels.includes(channel),
  ),
});

const nameOf = ({ company_name, project_name, project_id }: ProjectView): string =>
  `${company_name} ${project_name} ${project_id}`;

/** Every project of the company table, by name. */
export const readProjects = async (client: DynamoDBClient, TableName: string): Promise<readonly ProjectView[]> => {
  const found: ProjectView[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName }))
    found.push(...Items.map(fromAttributes).map(projectOf));
  return found.sort((one, other) => nameOf(one).localeCompare(nameOf(other)));
};
