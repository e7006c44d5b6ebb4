import type * as aws from "@pulumi/aws";
import { Trail } from "@pulumi/awsx/classic/cloudtrail";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import type { StackConfig } from "../config/stack-config";
import type { Names } from "../names";
import { AuditBucket } from "./audit-bucket";

export type AuditTrailArgs = {
  readonly names: Names;
  readonly config: StackConfig;
  readonly account: pulumi.Output<Account>;
  readonly tables: readonly aws.dynamodb.Table[];
};

const is = (field: string, ...equals: readonly pulumi.Input<string>[]) => ({ field, equals: [...equals] });

/** Busy services whose calls are nobody's secret; CloudTrail can leave out these two alone. */
const LEFT_OUT = ["kms.amazonaws.com", "rdsdata.amazonaws.com"];

/** Every read and write of the tables' data; reads of secrets are management events, which CloudTrail can only record together. */
const selectors = (tables: readonly aws.dynamodb.Table[]) => [
  {
    name: "Reads of secrets, and all other management events",
    fieldSelectors: [is("eventCategory", "Management"), { field: "eventSource", notEquals: LEFT_OUT }],
  },
  {
    name: "Data of the tables",
    fieldSelectors: [
      is("eventCategory", "Data"),
      is("resources.type", "AWS::DynamoDB::Table"),
      is("resources.ARN", ...tables.map(({ arn }) => arn)),
    ],
  },
];

/** Who read a secret, and who read or changed a record: kept in a bucket of its own, tamper-evident. */
export class AuditTrail extends pulumi.ComponentResource {
  constructor(
    name: string,
    { names, config, account, tables }: AuditTrailArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("ai-multi-comms:infra:AuditTrail", name, {}, opts);
    const parent = { parent: this };
    const trailName = names(name);

    const bucket = new AuditBucket(name, { config, account, trailName }, parent);

    new Trail(
      name,
      {
        name: trailName,
        s3BucketName: bucket.writable,
        enableLogFileValidation: true,
        // Changes of IAM are recorded in one region of AWS, which only a trail of all regions has (CloudTrail user guide, "Global service events").
        isMultiRegionTrail: true,
        includeGlobalServiceEvents: true,
        advancedEventSelectors: selectors(tables),
      },
      parent,
    );

    this.registerOutputs({ bucket: bucket.writable });
  }
}
