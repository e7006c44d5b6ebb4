import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { makeRouter } from "../../runtime/handlers/router";
import { channels } from "../../runtime/request/request";
import type { StackConfig } from "../config/stack-config";
import type { ChannelQueues } from "../data/queues";
import { metricNamespace, type Names, version } from "../names";
import { InlineFunction } from "./inline-function";

export type RouterFunctionArgs = {
  readonly names: Names;
  readonly config: StackConfig;
  readonly companies: aws.dynamodb.Table;
  readonly queues: ChannelQueues;
};

/** The function behind the API: validates, finds the project, queues. */
export const routerFunction = ({ names, config, companies, queues }: RouterFunctionArgs): InlineFunction => {
  const settings = { version, corsOrigins: config.corsOrigins };
  return new InlineFunction("router", {
    functionName: names("router"),
    description: "Accepts requests to start a conversation",
    handler: () => makeRouter(settings),
    memoryMb: config.routerMemoryMb,
    timeoutSeconds: config.routerTimeoutSeconds,
    logLevel: config.logLevel,
    logRetentionDays: config.logRetentionDays,
    tracing: config.tracing,
    metricNamespace: metricNamespace(config.stack),
    environment: {
      COMPANY_TABLE: companies.name,
      WHATSAPP_QUEUE_URL: queues.whatsapp.queue.url,
      SMS_QUEUE_URL: queues.sms.queue.url,
      EMAIL_QUEUE_URL: queues.email.queue.url,
    },
    statements: [
      { sid: "FindProject", actions: ["dynamodb:GetItem"], resources: [companies.arn] },
      {
        sid: "QueueRequest",
        actions: ["sqs:SendMessage"],
        resources: channels.map((channel): pulumi.Input<string> => queues[channel].queue.arn),
      },
    ],
  });
};
