import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { channels } from "../runtime/request/channel";
import { makeRouter } from "../runtime/router/make-router";
import type { ChannelQueues } from "./channel-queues";
import type { StackConfig } from "./config/stack-config";
import { InlineFunction } from "./inline-function";
import { metricNamespace } from "./metric-namespace";
import type { Names } from "./stack-names";
import { version } from "./version";

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
