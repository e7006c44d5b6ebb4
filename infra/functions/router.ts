import type * as aws from "@pulumi/aws";
import { makeRouter } from "../../runtime/handlers/router";
import type { StackConfig } from "../config/stack-config";
import { type ChannelQueues, queueArns, queueUrls } from "../data/queues";
import { version } from "../names";
import { InlineFunction } from "./inline-function";

export type RouterFunctionArgs = {
  readonly config: StackConfig;
  readonly companies: aws.dynamodb.Table;
  readonly queues: ChannelQueues;
};

/** The function behind the API: validates, finds the project, queues. */
export const routerFunction = (name: string, { config, companies, queues }: RouterFunctionArgs): InlineFunction => {
  const settings = { version, corsOrigins: config.corsOrigins };
  return new InlineFunction(name, {
    config,
    description: "Accepts requests to start a conversation",
    handler: () => makeRouter(settings),
    memoryMb: config.routerMemoryMb,
    timeoutSeconds: config.routerTimeoutSeconds,
    environment: { COMPANY_TABLE: companies.name, ...queueUrls(queues) },
    statements: [
      { sid: "FindProject", actions: ["dynamodb:GetItem"], resources: [companies.arn] },
      { sid: "QueueRequest", actions: ["sqs:SendMessage"], resources: queueArns(queues) },
    ],
  });
};
