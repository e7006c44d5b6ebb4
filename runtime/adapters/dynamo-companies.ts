import { type DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as TE from "fp-ts/TaskEither";
import { fromAttributes, toAttributes } from "../codec/attribute-value";
import { companyOf } from "../company/company";
import { describeError, type Log } from "../log/log";
import type { Companies, CompaniesUnreadable } from "../ports/companies";
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
