import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { makeReplies } from "../../runtime/handlers/replies";
import { type Account, readSecrets } from "../account";
import type { StackConfig } from "../config/stack-config";
import type { ChannelQueue } from "../data/queues";
import { consentKeyPattern, receiptKeyPattern } from "../names";
import { fedBy, takeMessages } from "./fed-by";
import { InlineFunction, only } from "./inline-function";

/** By sender and recipient; mail is answered at a domain, which no index has. */
const INDEXES = ["company-whatsapp-number-recipient-tel-index", "company-sms-number-recipient-tel-index"];

export type RepliesFunctionArgs = {
  readonly config: StackConfig;
  readonly account: pulumi.Output<Account>;
  readonly queue: ChannelQueue;
  readonly companies: aws.dynamodb.Table;
  readonly conversations: aws.dynamodb.Table;
  readonly receiptKeyName: string;
  readonly consentKeyName: string;
};

/** The function that puts what people write on record, beside the conversation that it belongs to. */
export const repliesFunction = (name: string, args: RepliesFunctionArgs): InlineFunction => {
  const { config, account, queue, companies, conversations, receiptKeyName, consentKeyName } = args;
  const parent = { parent: new pulumi.ComponentResource("ai-multi-comms:infra:RepliesFunction", name) };
  const settings = {
    receiptKeyName,
    consentKeyName,
    maxReceiveCount: config.queueMaxReceiveCount,
    ...only(config, "retryFirstSeconds", "retrySpanSeconds"),
  };
  const inline = new InlineFunction(
    name,
    {
      config,
      description: "Puts what people write on record",
      handler: () => makeReplies(settings),
      memoryMb: config.processorMemoryMb,
      timeoutSeconds: config.processorTimeoutSeconds,
      environment: {
        COMPANY_TABLE: companies.name,
        CONVERSATIONS_TABLE: conversations.name,
        QUEUE_URL: queue.queue.url,
      },
      statements: [
        takeMessages(queue),
        { sid: "FindProjects", actions: ["dynamodb:Query"], resources: [companies.arn] },
        {
          sid: "KeepConversations",
          actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:Query"],
          resources: [conversations.arn],
        },
        {
          sid: "FindConversations",
          actions: ["dynamodb:Query"],
          resources: INDEXES.map((index) => pulumi.interpolate`${conversations.arn}/index/${index}`),
        },
        readSecrets(account, receiptKeyPattern(config.stack), consentKeyPattern(config.stack)),
      ],
    },
    parent,
  );
  fedBy(name, inline, queue, config, parent);
  return inline;
};
