import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Channel } from "../runtime/request/channel";
import type { Statement } from "./policy-document";
import { type Account, secretArns } from "./secret-arn";
import { credentialsPattern, openaiPattern, receiptKeyPattern } from "./secret-names";

export type ProcessorStatementsArgs = {
  readonly channel: Channel;
  readonly stack: string;
  readonly account: pulumi.Output<Account>;
  readonly queue: aws.sqs.Queue;
  readonly conversations: aws.dynamodb.Table;
};

/** What one channel's processor may do: its own queue, the conversations, its channel's secrets of this environment. */
export const processorStatements = ({
  channel,
  stack,
  account,
  queue,
  conversations,
}: ProcessorStatementsArgs): readonly Statement[] => [
  {
    sid: "TakeMessages",
    actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"],
    resources: [queue.arn],
  },
  {
    sid: "KeepConversations",
    actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:Query"],
    resources: [conversations.arn, pulumi.interpolate`${conversations.arn}/index/*`],
  },
  {
    sid: "ReadSecrets",
    actions: ["secretsmanager:GetSecretValue"],
    resources: secretArns(account, [
      credentialsPattern(channel, stack),
      openaiPattern(channel, stack),
      receiptKeyPattern(stack),
    ]),
  },
];
