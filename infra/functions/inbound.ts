import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { makeInbound } from "../../runtime/handlers/inbound";
import { channels } from "../../runtime/request/request";
import { type Account, readSecrets } from "../account";
import type { StackConfig } from "../config/stack-config";
import type { ChannelQueue } from "../data/queues";
import { consentKeyPattern, credentialsPattern, receiptKeyPattern } from "../names";
import { InlineFunction } from "./inline-function";

export type InboundFunctionArgs = {
  readonly config: StackConfig;
  readonly account: pulumi.Output<Account>;
  readonly companies: aws.dynamodb.Table;
  readonly conversations: aws.dynamodb.Table;
  readonly replies: ChannelQueue;
  readonly attachments: aws.s3.Bucket;
  readonly receiptKeyName: string;
  readonly consentKeyName: string;
};

/** The function behind the addresses that people's messages are posted to: verifies, records who wants no more, queues. */
export const inboundFunction = (name: string, args: InboundFunctionArgs): InlineFunction => {
  const { config, account, companies, conversations, replies, attachments, receiptKeyName, consentKeyName } = args;
  const settings = { receiptKeyName, consentKeyName };
  const credentials = channels.map((channel) => credentialsPattern(channel, config.stack));
  return new InlineFunction(name, {
    config,
    description: "Takes what people write back, and their wish to get no more",
    handler: () => makeInbound(settings),
    memoryMb: config.processorMemoryMb,
    timeoutSeconds: config.routerTimeoutSeconds,
    environment: {
      COMPANY_TABLE: companies.name,
      CONVERSATIONS_TABLE: conversations.name,
      REPLIES_QUEUE_URL: replies.queue.url,
      ATTACHMENTS_BUCKET: attachments.bucket,
    },
    statements: [
      { sid: "FindProject", actions: ["dynamodb:GetItem"], resources: [companies.arn] },
      {
        sid: "KeepConsent",
        actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
        resources: [conversations.arn],
        condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["consent#*"] } },
      },
      { sid: "QueueReceived", actions: ["sqs:SendMessage"], resources: [replies.queue.arn] },
      { sid: "KeepAttachments", actions: ["s3:PutObject"], resources: [pulumi.interpolate`${attachments.arn}/*`] },
      readSecrets(account, ...credentials, receiptKeyPattern(config.stack), consentKeyPattern(config.stack)),
    ],
  });
};
