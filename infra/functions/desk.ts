import type * as aws from "@pulumi/aws";
import { makeDesk } from "../../runtime/handlers/desk";
import type { StackConfig } from "../config/stack-config";
import { InlineFunction, only } from "./inline-function";

export type DeskFunctionArgs = {
  readonly config: StackConfig;
  readonly companies: aws.dynamodb.Table;
  readonly conversations: aws.dynamodb.Table;
};

/** The function behind what a client asks about its requests: tells what became of one, and cancels it. */
export const deskFunction = (name: string, { config, companies, conversations }: DeskFunctionArgs): InlineFunction => {
  const settings = only(config, "corsOrigins", "conversationTtlDays");
  return new InlineFunction(name, {
    config,
    description: "Tells what became of a request, and cancels it",
    handler: () => makeDesk(settings),
    memoryMb: config.routerMemoryMb,
    timeoutSeconds: config.routerTimeoutSeconds,
    environment: { COMPANY_TABLE: companies.name, CONVERSATIONS_TABLE: conversations.name },
    statements: [
      { sid: "FindProject", actions: ["dynamodb:GetItem"], resources: [companies.arn] },
      {
        sid: "KeepConversations",
        actions: ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:UpdateItem"],
        resources: [conversations.arn],
      },
      {
        // Of a request that nobody has taken up.
        sid: "CancelRequest",
        actions: ["dynamodb:PutItem"],
        resources: [conversations.arn],
        condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["request#*"] } },
      },
    ],
  });
};
