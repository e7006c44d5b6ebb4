import { attachmentsArn, type Place, queueArns, regional, tableArns } from "./arns";
import { lookAtBucket } from "./audit-grants";
import type { Grant } from "./grant";

/** Tables with the projects' records, queues, and the topic of the alarms. */
export const dataGrants = (place: Place): readonly Grant[] => {
  const topic = regional(place, "sns", `ai-multi-comms-alarms-${place.stack}`);
  return [
    {
      sid: "Tables",
      read: [
        "dynamodb:DescribeTable",
        "dynamodb:DescribeTimeToLive",
        "dynamodb:DescribeContinuousBackups",
        "dynamodb:ListTagsOfResource",
      ],
      write: [
        "dynamodb:CreateTable",
        "dynamodb:UpdateTable",
        "dynamodb:DeleteTable",
        "dynamodb:UpdateTimeToLive",
        "dynamodb:UpdateContinuousBackups",
        "dynamodb:TagResource",
        "dynamodb:UntagResource",
      ],
      on: tableArns(place),
    },
    {
      sid: "CompanyRecords",
      read: ["dynamodb:GetItem"],
      write: ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
      on: [regional(place, "dynamodb", `table/ai-multi-comms-company-data-${place.stack}`)],
    },
    // Of the other items of that table, a person's messages among them, a deployment sees and changes nothing.
    {
      sid: "Senders",
      read: ["dynamodb:GetItem"],
      write: ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
      when: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["sender#*"] } },
      on: [regional(place, "dynamodb", `table/ai-multi-comms-conversations-${place.stack}`)],
    },
    {
      sid: "Queues",
      read: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ListQueueTags"],
      write: ["sqs:CreateQueue", "sqs:SetQueueAttributes", "sqs:DeleteQueue", "sqs:TagQueue", "sqs:UntagQueue"],
      on: queueArns(place),
    },
    // By a bucket's policy or its lifecycle a deployment could get at what it holds: an administrator makes it and changes it.
    { sid: "Attachments", read: lookAtBucket, on: [attachmentsArn(place)] },
    {
      sid: "Topics",
      read: ["sns:GetTopicAttributes", "sns:ListTagsForResource"],
      write: [
        "sns:CreateTopic",
        "sns:SetTopicAttributes",
        "sns:DeleteTopic",
        "sns:Subscribe",
        "sns:TagResource",
        "sns:UntagResource",
      ],
      on: [topic],
    },
    {
      sid: "Subscriptions",
      read: ["sns:GetSubscriptionAttributes"],
      write: ["sns:SetSubscriptionAttributes", "sns:Unsubscribe"],
      on: [topic, `${topic}:*`],
    },
  ];
};
