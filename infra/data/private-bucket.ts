import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/stack-config";
import { tlsOnly } from "../policy-document";

export type PrivateBucketArgs = {
  readonly config: Pick<StackConfig, "protectData">;
  readonly bucket: pulumi.Input<string>;
  /** Days after which what it holds is gone. */
  readonly days: number;
  /** Whether what is written over or deleted is kept until then. */
  readonly versioned: boolean;
  /** Who may get at it beside the account's own roles. */
  readonly statements?: pulumi.Input<readonly object[]>;
};

/** A bucket that is private, encrypted, refuses calls without TLS and is emptied by age; with the policy that says so. */
export const privateBucket = (
  name: string,
  { config, days, versioned, statements = [], ...args }: PrivateBucketArgs,
  parent: pulumi.CustomResourceOptions,
): { readonly bucket: aws.s3.Bucket; readonly policy: aws.s3.BucketPolicy } => {
  const bucket = new aws.s3.Bucket(name, { bucket: args.bucket, forceDestroy: !config.protectData }, parent);
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
  const versions = versioned
    ? [new aws.s3.BucketVersioning(name, { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } }, parent)]
    : [];
  new aws.s3.BucketLifecycleConfiguration(
    name,
    {
      bucket: bucket.id,
      rules: [
        {
          id: "expire",
          status: "Enabled",
          filter: { prefix: "" },
          expiration: { days },
          ...(versioned ? { noncurrentVersionExpiration: { noncurrentDays: days } } : {}),
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
      ],
    },
    { ...parent, dependsOn: versions },
  );
  const policy = new aws.s3.BucketPolicy(
    name,
    {
      bucket: bucket.id,
      policy: pulumi
        .all([bucket.arn, statements])
        .apply(([arn, others]) =>
          JSON.stringify({ Version: "2012-10-17", Statement: [tlsOnly("s3:*", [arn, `${arn}/*`]), ...others] }),
        ),
    },
    { ...parent, dependsOn: [privacy] },
  );
  return { bucket, policy };
};
