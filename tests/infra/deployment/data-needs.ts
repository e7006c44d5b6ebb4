import { inRegion, type Needs, onItself } from "./need";

const queueOf = (url: unknown): string => inRegion("sqs", String(url).split("/").at(-1) ?? "");

const queueAttributes = { read: ["sqs:GetQueueAttributes"], create: ["sqs:SetQueueAttributes"] };

export const dataNeeds: Needs = {
  "aws:dynamodb/table:Table": onItself({
    read: [
      "dynamodb:DescribeTable",
      "dynamodb:DescribeTimeToLive",
      "dynamodb:DescribeContinuousBackups",
      "dynamodb:ListTagsOfResource",
    ],
    create: [
      "dynamodb:CreateTable",
      "dynamodb:UpdateTimeToLive",
      "dynamodb:UpdateContinuousBackups",
      "dynamodb:TagResource",
    ],
    update: ["dynamodb:UpdateTable", "dynamodb:TagResource", "dynamodb:UntagResource"],
    delete: ["dynamodb:DeleteTable"],
  }),
  "aws:dynamodb/tableItem:TableItem": ({ inputs }) => [
    {
      resource: inRegion("dynamodb", `table/${String(inputs.tableName)}`),
      read: ["dynamodb:GetItem"],
      create: ["dynamodb:PutItem"],
      update: ["dynamodb:UpdateItem"],
      delete: ["dynamodb:DeleteItem"],
    },
  ],
  "aws:sqs/queue:Queue": onItself({
    read: ["sqs:GetQueueAttributes", "sqs:ListQueueTags"],
    create: ["sqs:CreateQueue", "sqs:TagQueue"],
    update: ["sqs:SetQueueAttributes", "sqs:TagQueue", "sqs:UntagQueue"],
    delete: ["sqs:DeleteQueue"],
  }),
  "aws:sqs/queuePolicy:QueuePolicy": ({ inputs }) => [{ ...queueAttributes, resource: queueOf(inputs.queueUrl) }],
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": ({ inputs }) => [
    { ...queueAttributes, resource: queueOf(inputs.queueUrl) },
  ],
  "aws:sns/topic:Topic": onItself({
    read: ["sns:GetTopicAttributes", "sns:ListTagsForResource"],
    create: ["sns:CreateTopic", "sns:SetTopicAttributes", "sns:TagResource"],
    update: ["sns:SetTopicAttributes", "sns:TagResource", "sns:UntagResource"],
    delete: ["sns:DeleteTopic"],
  }),
  "aws:sns/topicSubscription:TopicSubscription": ({ inputs }) => [
    {
      resource: String(inputs.topic),
      read: ["sns:GetSubscriptionAttributes"],
      create: ["sns:Subscribe"],
      update: ["sns:SetSubscriptionAttributes"],
      delete: ["sns:Unsubscribe"],
    },
  ],
  "aws:secretsmanager/secret:Secret": (resource) => [
    ...onItself({
      read: ["secretsmanager:DescribeSecret", "secretsmanager:GetResourcePolicy"],
      update: ["secretsmanager:UpdateSecret", "secretsmanager:TagResource", "secretsmanager:UntagResource"],
      delete: ["secretsmanager:DeleteSecret"],
    })(resource),
    {
      resource: inRegion("secretsmanager", `secret:${String(resource.inputs.name)}`),
      create: ["secretsmanager:CreateSecret", "secretsmanager:TagResource"],
    },
  ],
  "aws:secretsmanager/secretVersion:SecretVersion": ({ inputs }) => [
    {
      resource: String(inputs.secretId),
      read: ["secretsmanager:DescribeSecret"],
      secret: ["secretsmanager:GetSecretValue"],
      create: ["secretsmanager:PutSecretValue"],
      update: ["secretsmanager:UpdateSecretVersionStage"],
      delete: ["secretsmanager:UpdateSecretVersionStage"],
    },
    { resource: "*", read: ["secretsmanager:GetRandomPassword"] },
  ],
};

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
