import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { makeWebhooks } from "../../runtime/handlers/webhooks";
import { type Account, readSecrets } from "../account";
import type { StackConfig } from "../config/stack-config";
import { WEBHOOKS_TIMEOUT_SECONDS } from "../config/times";
import type { ChannelQueue } from "../data/queues";
import { STACK_TAG, webhookSecretPattern } from "../names";
import { fedBy, takeMessages } from "./fed-by";
import { InlineFunction, only } from "./inline-function";

/** Events that are posted side by side: what SQS hands over without gathering. */
const BATCH_SIZE = 10;

export type WebhooksFunctionArgs = {
  readonly config: StackConfig;
  readonly account: pulumi.Output<Account>;
  readonly queue: ChannelQueue;
  readonly companies: aws.dynamodb.Table;
};

/** The function that posts what companies are told to their endpoints. */
export const webhooksFunction = (name: string, args: WebhooksFunctionArgs): InlineFunction => {
  const { config, account, queue, companies } = args;
  const parent = { parent: new pulumi.ComponentResource("ai-multi-comms:infra:WebhooksFunction", name) };
  const settings = only(config, "isLocal", "webhookTimeoutSeconds");
  const inline = new InlineFunction(
    name,
    {
      config,
      description: "Posts events to the projects' webhooks",
      handler: () => makeWebhooks(settings),
      memoryMb: config.routerMemoryMb,
      timeoutSeconds: WEBHOOKS_TIMEOUT_SECONDS,
      environment: {
        COMPANY_TABLE: companies.name,
        QUEUE_URL: queue.queue.url,
        DEAD_LETTERS_URL: queue.deadLetters.url,
      },
      statements: [
        takeMessages(queue),
        { sid: "GiveUp", actions: ["sqs:SendMessage"], resources: [queue.deadLetters.arn] },
        { sid: "FindProject", actions: ["dynamodb:GetItem"], resources: [companies.arn] },
        {
          ...readSecrets(account, webhookSecretPattern(config.stack)),
          condition: { StringEquals: { [`aws:ResourceTag/${STACK_TAG}`]: [config.stack] } },
        },
      ],
    },
    parent,
  );
  const sizes = { batchSize: BATCH_SIZE, batchWindowSeconds: 0, maximumConcurrency: config.webhookConcurrency };
  fedBy(name, inline, queue, sizes, parent);
  return inline;
};
