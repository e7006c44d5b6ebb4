import type { Account } from "../secret-arn";

/** CloudTrail alone writes, for this trail alone, and nobody without TLS (CloudTrail user guide, "Amazon S3 bucket policy for CloudTrail"). */
export const auditBucketPolicy = (
  bucketArn: string,
  { partition, region, accountId }: Account,
  trailName: string,
): string => {
  const byCloudTrail = { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" } };
  const ofTrail = { "aws:SourceArn": `arn:${partition}:cloudtrail:${region}:${accountId}:trail/${trailName}` };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
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
