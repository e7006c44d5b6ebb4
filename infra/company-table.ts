import * as aws from "@pulumi/aws";
import type { StackConfig } from "./config/stack-config";
import { dataProtection } from "./data-protection";
import type { Names } from "./stack-names";

/** The projects' records. */
export const companyTable = (names: Names, config: StackConfig): aws.dynamodb.Table => {
  const { table, options } = dataProtection(config);
  return new aws.dynamodb.Table(
    "company-data",
    {
      name: names("company-data"),
      billingMode: "PAY_PER_REQUEST",
      hashKey: "company_id",
      rangeKey: "project_id",
      attributes: [
        { name: "company_id", type: "S" },
        { name: "project_id", type: "S" },
      ],
      ...table,
    },
    options,
  );
};
