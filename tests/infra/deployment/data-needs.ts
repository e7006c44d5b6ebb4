import { arn } from "../helpers/declared";
import { type Needs, onItself } from "./need";

const queueOf = (url: unknown): string => arn("sqs", String(url).split("/").at(-1) ?? "");

const queueAttributes = { read: "GetQueueAttributes", create: "SetQueueAttributes" };

export const dataNeeds: Needs = {
  "aws:dynamodb/table:Table": onItself({
    read: "DescribeTable DescribeTimeToLive DescribeContinuousBackups ListTagsOfResource",
    create: "CreateTable UpdateTimeToLive UpdateContinuousBackups TagResource",
    update: "UpdateTable TagResource UntagResource",
    delete: "DeleteTable",
  }),
  "aws:dynamodb/tableItem:TableItem": ({ inputs }) => [
    {
      resource: arn("dynamodb", `table/${String(inputs.tableName)}`),
      context: { "dynamodb:LeadingKeys": JSON.parse(String(inputs.item))[String(inputs.hashKey)].S },
      read: "GetItem",
      create: "PutItem",
      update: "UpdateItem",
      delete: "DeleteItem",
    },
  ],
  "aws:sqs/queue:Queue": onItself({
    read: "GetQueueAttributes ListQueueTags",
    create: "CreateQueue TagQueue",
    update: "SetQueueAttributes TagQueue UntagQueue",
    delete: "DeleteQueue",
  }),
  "aws:sqs/queuePolicy:QueuePolicy": ({ inputs }) => [{ ...queueAttributes, resource: queueOf(inputs.queueUrl) }],
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": ({ inputs }) => [
    { ...queueAttributes, resource: queueOf(inputs.queueUrl) },
  ],
  "aws:sns/topic:Topic": onItself({
    read: "GetTopicAttributes ListTagsForResource",
    create: "CreateTopic SetTopicAttributes TagResource",
    update: "SetTopicAttributes TagResource UntagResource",
    delete: "DeleteTopic",
  }),
  "aws:sns/topicSubscription:TopicSubscription": ({ inputs }) => [
    {
      resource: String(inputs.topic),
      read: "GetSubscriptionAttributes",
      create: "Subscribe",
      update: "SetSubscriptionAttributes",
      delete: "Unsubscribe",
    },
  ],
  "aws:secretsmanager/secret:Secret": (resource) => [
    ...onItself({
      read: "DescribeSecret GetResourcePolicy",
      update: "UpdateSecret TagResource UntagResource",
      delete: "DeleteSecret",
    })(resource),
    {
      resource: arn("secretsmanager", `secret:${String(resource.inputs.name)}`),
      create: "CreateSecret TagResource",
    },
  ],
  "aws:secretsmanager/secretVersion:SecretVersion": ({ inputs }) => [
    {
      resource: String(inputs.secretId),
      read: "DescribeSecret GetSecretValue",
      create: "PutSecretValue",
    },
  ],
};

const bucketOf = (name: unknown): string => `arn:aws:s3:::${String(name)}`;

const ofBucket =
  (read: string, write: string): Needs[string] =>
  ({ inputs }) => [{ resource: bucketOf(inputs.bucket), read, create: write }];

export const auditNeeds: Needs = {
  "aws:s3/bucket:Bucket": onItself({
    read: [
      "ListBucket GetBucketAcl GetBucketCORS GetBucketLogging GetBucketObjectLockConfiguration GetBucketPolicy",
      "GetBucketRequestPayment GetBucketTagging GetBucketVersioning GetBucketWebsite",
      "GetAccelerateConfiguration GetEncryptionConfiguration GetLifecycleConfiguration GetReplicationConfiguration",
    ].join(" "),
    create: "CreateBucket",
    update: "PutBucketTagging",
    delete: "DeleteBucket",
  }),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ofBucket(
    "GetBucketPublicAccessBlock",
    "PutBucketPublicAccessBlock",
  ),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": ofBucket(
    "GetEncryptionConfiguration",
    "PutEncryptionConfiguration",
  ),
  "aws:s3/bucketVersioning:BucketVersioning": ofBucket("GetBucketVersioning", "PutBucketVersioning"),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": ofBucket(
    "GetLifecycleConfiguration",
    "PutLifecycleConfiguration",
  ),
  "aws:s3/bucketPolicy:BucketPolicy": ofBucket("GetBucketPolicy", "PutBucketPolicy DeleteBucketPolicy"),
  "aws:cloudtrail/trail:Trail": (resource) => [
    ...onItself({
      read: "GetTrailStatus GetEventSelectors GetInsightSelectors ListTags",
      create: "CreateTrail StartLogging PutEventSelectors AddTags",
      update: "UpdateTrail StopLogging RemoveTags",
      delete: "DeleteTrail",
    })(resource),
    { resource: "*", read: "cloudtrail:DescribeTrails" },
  ],
};
