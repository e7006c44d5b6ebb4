import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { makeReceipts } from "../../runtime/handlers/receipts";
import { channels } from "../../runtime/request/request";
import { type Account, readSecrets } from "../account";
import type { StackConfig } from "../config/stack-config";
import { consentKeyPattern, credentialsPattern, receiptKeyPattern } from "../names";
import { InlineFunction } from "./inline-function";

export type ReceiptsFunctionArgs = {
  readonly config: StackConfig;
  readonly account: pulumi.Output<Account>;
  readonly conversations: aws.dynamodb.Table;
  readonly receiptKeyName: string;
  readonly consentKeyName: string;
};

/** The function behind the carriers' receipt addresses: verifies, and brings the records up to date. */
export const receiptsFunction = (name: string, args: ReceiptsFunctionArgs): InlineFunction => {
  const { config, account, conversations, receiptKeyName, consentKeyName } = args;
  const settings = { receiptKeyName, consentKeyName };
  const credentials = channels.map((channel) => credentialsPattern(channel, config.stack));
  return new InlineFunction(name, {
    config,
    description: "Takes the carriers' receipts",
    handler: () => makeReceipts(settings),
    memoryMb: config.routerMemoryMb,
    timeoutSeconds: config.routerTimeoutSeconds,
    environment: { CONVERSATIONS_TABLE: conversations.name },
    statements: [
      {
        sid: "KeepConversations",
        actions: ["dynamodb:GetItem", "dynamodb:UpdateItem"],
        resources: [conversations.arn],
      },
      {
        sid: "RecordConsent",
        actions: ["dynamodb:PutItem"],
        resources: [conversations.arn],
        condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["consent#*"] } },
      },
      readSecrets(account, ...credentials, receiptKeyPattern(config.stack), consentKeyPattern(config.stack)),
    ],
  });
};
