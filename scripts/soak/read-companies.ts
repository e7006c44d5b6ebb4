import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { localPlace } from "../../local/resources/place";
import type { Ready } from "../../local/run/ready";
import { dynamoClient } from "../../local/run/sdk-clients";
import { fromAttributes } from "../../runtime/adapters/attribute-value";
import type { JsonObject } from "../../runtime/codec/json-object";

/** The record of each project, by its company's id. */
export const readCompanies = async ({
  endpoints,
  tables,
  apiKeys,
}: Ready): Promise<ReadonlyMap<string, JsonObject>> => {
  const client = dynamoClient(localPlace, endpoints.dynamodb);
  try {
    return new Map(
      await Promise.all(
        apiKeys.map(async ({ company_id, project_id }) => {
          const Key = { company_id: { S: company_id }, project_id: { S: project_id } };
          const { Item = {} } = await client.send(new GetItemCommand({ TableName: tables.company, Key }));
          return [company_id, fromAttributes(Item)] as const;
        }),
      ),
    );
  } finally {
    client.destroy();
  }
};
