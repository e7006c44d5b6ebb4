import { type DynamoDBClient, GetItemCommand, paginateQuery } from "@aws-sdk/client-dynamodb";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as TE from "fp-ts/TaskEither";
import { fromAttributes, toAttributes } from "../codec/attribute-value";
import { companyOf } from "../company/company";
import { describeError, type Log } from "../log/log";
import type { Companies, CompaniesUnreadable, CompanyProjects } from "../ports/companies";
import type { ProjectIds } from "../request/request";

const toUnreadable =
  (log: Log) =>
  (error: unknown): CompaniesUnreadable => {
    log.error({ event: "company_table_unreadable", reason: describeError(error) })();
    return { _tag: "CompaniesUnreadable" };
  };

/** The company table in DynamoDB; one eventually consistent read per request. */
export const dynamoCompanies = (client: DynamoDBClient, tableName: string, log: Log): Companies => ({
  find: ({ company_id, project_id }: ProjectIds) =>
    pipe(
      TE.tryCatch(
        () => client.send(new GetItemCommand({ TableName: tableName, Key: toAttributes({ company_id, project_id }) })),
        toUnreadable(log),
      ),
      TE.map(({ Item }) => pipe(O.fromNullable(Item), O.map(fromAttributes), O.map(companyOf))),
    ),
});

/** The ids alone, a page of them after the other. */
export const dynamoCompanyProjects = (client: DynamoDBClient, tableName: string, log: Log): CompanyProjects => {
  const queryAll = async (companyId: string): Promise<readonly string[]> => {
    const ids: string[] = [];
    const pages = paginateQuery(
      { client },
      {
        TableName: tableName,
        KeyConditionExpression: "company_id = :company",
        ProjectionExpression: "project_id",
        ExpressionAttributeValues: toAttributes({ ":company": companyId }),
      },
    );
    for await (const { Items = [] } of pages) ids.push(...Items.map(({ project_id }) => project_id?.S ?? ""));
    return ids;
  };
  return { projectsOf: (companyId) => TE.tryCatch(() => queryAll(companyId), toUnreadable(log)) };
};
