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
