import type * as aws from "@pulumi/aws";
import { makeRouter } from "../../runtime/handlers/router";
import type { StackConfig } from "../config/stack-config";
import { type ChannelQueues, queueArns, queueUrls } from "../data/queues";
import { version } from "../names";
import type { Statement } from "../policy-document";
import { InlineFunction } from "./inline-function";

export type RouterFunctionArgs = {
  readonly config: StackConfig;
  readonly companies: aws.dynamodb.Table;
  readonly conversations: aws.dynamodb.Table;
  readonly queues: ChannelQueues;
};

/** The guards of requests and the counters of days, and no conversation: their keys begin otherwise. */
const recogniseRequest = (conversations: aws.dynamodb.Table): Statement => ({
  sid: "RecogniseRequest",
  actions: ["dynamodb:GetItem"],
  resources: [conversations.arn],
  condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["request#*", "spent#*"] } },
});

/** The function behind the API: validates, finds the project, recognises what came before, queues. */
export const routerFunction = (name: string, args: RouterFunctionArgs): InlineFunction => {
  const { config, companies, conversations, queues } = args;
  const settings = { version, corsOrigins: config.corsOrigins };
  return new InlineFunction(name, {
    config,
    description: "Accepts requests to start a conversation",
    handler: () => makeRouter(settings),
    memoryMb: config.routerMemoryMb,
    timeoutSeconds: config.routerTimeoutSeconds,
    reservedConcurrency: config.routerConcurrency,
    environment: { COMPANY_TABLE: companies.name, CONVERSATIONS_TABLE: conversations.name, ...queueUrls(queues) },
    statements: [
      { sid: "FindProject", actions: ["dynamodb:GetItem"], resources: [companies.arn] },
      recogniseRequest(conversations),
      { sid: "QueueRequest", actions: ["sqs:SendMessage"], resources: queueArns(queues) },
    ],
  });
};
