import { type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { flow, pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RA from "fp-ts/ReadonlyArray";
import * as t from "io-ts";
import { fromAttributes } from "../../../runtime/codec/attribute-value";
import { channels } from "../../../runtime/request/request";
import type { ProjectView } from "../api/about";
import { Text, Texts } from "./known-conversation";

const Project = t.strict({
  company_id: Text,
  project_id: Text,
  company_name: Text,
  project_name: Text,
  project_status: Text,
  allowed_channels: Texts,
});

const projectView = ({ project_status, allowed_channels, ...project }: t.TypeOf<typeof Project>): ProjectView => ({
  ...project,
  status: project_status,
  channels: channels.filter((channel) => allowed_channels.includes(channel)),
});

const nameOf = ({ company_name, project_name, project_id }: ProjectView): string =>
  `${company_name} ${project_name} ${project_id}`;

/** Every project of the company table, by name. */
export const readProjects = async (client: DynamoDBClient, TableName: string): Promise<readonly ProjectView[]> => {
  const found: ProjectView[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName }))
    found.push(...pipe(Items, RA.filterMap(flow(fromAttributes, Project.decode, O.fromEither, O.map(projectView)))));
  return found.sort((one, other) => nameOf(one).localeCompare(nameOf(other)));
};
