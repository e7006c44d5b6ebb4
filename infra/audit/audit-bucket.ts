import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import type { StackConfig } from "../config/stack-config";
import { privateBucket } from "../data/private-bucket";

type Stack = { readonly stack: string };

/** CloudTrail alone writes, for this trail alone (CloudTrail user guide, "Amazon S3 bucket policy for CloudTrail"). */
const byTheTrail = ({ partition, region, accountId, stack }: Account & Stack, trailName: string): readonly object[] => {
  const bucketArn = `arn:${partition}:s3:::${auditBucketName({ accountId, stack })}`;
  const byCloudTrail = { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" } };
  const ofTrail = { "aws:SourceArn": `arn:${partition}:cloudtrail:${region}:${accountId}:trail/${trailName}` };
  return [
    {
      Sid: "CloudTrailLooks",
      ...byCloudTrail,
      Action: "s3:GetBucketAcl",
      Resource: bucketArn,
      Condition: { StringEquals: ofTrail },
    },
    {
      Sid: "CloudTrailWrites",
      ...byCloudTrail,
      Action: "s3:PutObject",
      Resource: `${bucketArn}/AWSLogs/${accountId}/*`,
      Condition: { StringEquals: { ...ofTrail, "s3:x-amz-acl": "bucket-owner-full-control" } },
    },
  ];
};

/** Names of buckets are one space for all of AWS: the account's number makes this one the stack's own. */
export const auditBucketName = ({ accountId, stack }: Pick<Account, "accountId"> & Stack): string =>
  `ai-multi-comms-audit-${accountId}-${stack}`;

export type AuditBucketArgs = {
  readonly config: StackConfig;
  readonly account: pulumi.Output<Account>;
  readonly trailName: string;
};

/** The bucket that the audit trail is written to: private, encrypted, versioned, emptied by age alone. */
export class AuditBucket extends pulumi.ComponentResource {
  /** The bucket's name, known once CloudTrail may write to it. */
  readonly writable: pulumi.Output<string>;

  constructor(name: string, { config, account, trailName }: AuditBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-multi-comms:infra:AuditBucket", name, {}, opts);
    const parent = { parent: this };

    const { policy } = privateBucket(
      name,
      {
        config,
        bucket: account.apply(({ accountId }) => auditBucketName({ accountId, stack: config.stack })),
        days: config.auditRetentionDays,
        versioned: true,
        statements: account.apply((of) => byTheTrail({ ...of, stack: config.stack }, trailName)),
      },
      parent,
    );

    this.writable = policy.bucket;
    this.registerOutputs({ bucket: this.writable });
  }
}
