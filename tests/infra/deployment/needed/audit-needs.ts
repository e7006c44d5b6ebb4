import { type Needs, onItself } from "./need";

const bucketOf = (name: unknown): string => `arn:aws:s3:::${String(name)}`;

const ofBucket =
  (read: string, ...write: readonly string[]): Needs[string] =>
  ({ inputs }) => [{ resource: bucketOf(inputs.bucket), read: [read], create: write }];

export const auditNeeds: Needs = {
  "aws:s3/bucket:Bucket": onItself({
    read: [
      "s3:ListBucket",
      "s3:GetBucketAcl",
      "s3:GetBucketCORS",
      "s3:GetBucketLogging",
      "s3:GetBucketObjectLockConfiguration",
      "s3:GetBucketPolicy",
      "s3:GetBucketRequestPayment",
      "s3:GetBucketTagging",
      "s3:GetBucketVersioning",
      "s3:GetBucketWebsite",
      "s3:GetAccelerateConfiguration",
      "s3:GetEncryptionConfiguration",
      "s3:GetLifecycleConfiguration",
      "s3:GetReplicationConfiguration",
    ],
    create: ["s3:CreateBucket"],
    update: ["s3:PutBucketTagging"],
    delete: ["s3:DeleteBucket"],
  }),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ofBucket(
    "s3:GetBucketPublicAccessBlock",
    "s3:PutBucketPublicAccessBlock",
  ),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": ofBucket(
    "s3:GetEncryptionConfiguration",
    "s3:PutEncryptionConfiguration",
  ),
  "aws:s3/bucketVersioning:BucketVersioning": ofBucket("s3:GetBucketVersioning", "s3:PutBucketVersioning"),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": ofBucket(
    "s3:GetLifecycleConfiguration",
    "s3:PutLifecycleConfiguration",
  ),
  "aws:s3/bucketPolicy:BucketPolicy": ofBucket("s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"),
  "aws:cloudtrail/trail:Trail": (resource) => [
    ...onItself({
      read: [
        "cloudtrail:GetTrailStatus",
        "cloudtrail:GetEventSelectors",
        "cloudtrail:GetInsightSelectors",
        "cloudtrail:ListTags",
      ],
      create: [
        "cloudtrail:CreateTrail",
        "cloudtrail:StartLogging",
        "cloudtrail:PutEventSelectors",
        "cloudtrail:AddTags",
      ],
      update: ["cloudtrail:UpdateTrail", "cloudtrail:StopLogging", "cloudtrail:RemoveTags"],
      delete: ["cloudtrail:DeleteTrail"],
    })(resource),
    { resource: "*", read: ["cloudtrail:DescribeTrails"] },
  ],
};
