import { anyNameOf, type Place, regional } from "./arns";
import type { Grant } from "./grant";

/** Tables with the projects' records, queues, and the topic of the alarms. */
export const dataGrants = (place: Place): readonly Grant[] => [
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
    on: [regional(place, "dynamodb", `table/${anyNameOf(place)}`)],
  },
  {
    sid: "CompanyRecords",
    read: ["dynamodb:GetItem"],
    write: ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
    on: [regional(place, "dynamodb", `table/ai-multi-comms-company-data-${place.stack}`)],
  },
  {
    sid: "Queues",
    read: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ListQueueTags"],
    write: ["sqs:CreateQueue", "sqs:SetQueueAttributes", "sqs:DeleteQueue", "sqs:TagQueue", "sqs:UntagQueue"],
    on: [regional(place, "sqs", anyNameOf(place))],
  },
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
    on: [regional(place, "sns", anyNameOf(place))],
  },
  {
    sid: "Subscriptions",
    read: ["sns:GetSubscriptionAttributes"],
    write: ["sns:SetSubscriptionAttributes", "sns:Unsubscribe"],
    on: [regional(place, "sns", anyNameOf(place)), regional(place, "sns", `${anyNameOf(place)}:*`)],
  },
];
