import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import type { StackConfig } from "../config/stack-config";
import { tlsOnly } from "../policy-document";

/** CloudTrail alone writes, for this trail alone, and nobody without TLS (CloudTrail user guide, "Amazon S3 bucket policy for CloudTrail"). */
const auditBucketPolicy = (bucketArn: string, { partition, region, accountId }: Account, trailName: string): string => {
  const byCloudTrail = { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" } };
  const ofTrail = { "aws:SourceArn": `arn:${partition}:cloudtrail:${region}:${accountId}:trail/${trailName}` };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      tlsOnly("s3:*", [bucketArn, `${bucketArn}/*`]),
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
    ],
  });
};

/** Names of buckets are one space for all of AWS: the account's number makes this one the stack's own. */
export const auditBucketName = ({ accountId, stack }: { readonly accountId: string; readonly stack: string }): string =>
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

    const bucket = new aws.s3.Bucket(
      name,
      {
        bucket: account.apply(({ accountId }) => auditBucketName({ accountId, stack: config.stack })),
        forceDestroy: !config.protectData,
      },
      parent,
    );

    const privacy = new aws.s3.BucketPublicAccessBlock(
      name,
      {
        bucket: bucket.id,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      parent,
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      name,
      { bucket: bucket.id, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
      parent,
    );
    const versions = new aws.s3.BucketVersioning(
      name,
      { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
      parent,
    );
    new aws.s3.BucketLifecycleConfiguration(
      name,
      {
        bucket: bucket.id,
        rules: [
          {
            id: "expire",
            status: "Enabled",
            filter: { prefix: "" },
            expiration: { days: config.auditRetentionDays },
            noncurrentVersionExpiration: { noncurrentDays: config.auditRetentionDays },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
        ],
      },
      { ...parent, dependsOn: [versions] },
    );

    const policy = new aws.s3.BucketPolicy(
      name,
      {
        bucket: bucket.id,
        policy: pulumi.all([bucket.arn, account]).apply(([arn, of]) => auditBucketPolicy(arn, of, trailName)),
      },
      { ...parent, dependsOn: [privacy] },
    );

    this.writable = policy.bucket;
    this.registerOutputs({ bucket: this.writable });
  }
}
