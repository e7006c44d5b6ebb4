import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { CONSENT_PROJECT } from "../../runtime/conversation/consent";
import { makeEvents } from "../../runtime/handlers/events";
import type { StackConfig } from "../config/stack-config";
import type { ChannelQueue } from "../data/queues";
import { InlineFunction } from "./inline-function";

/** Enough for a batch of writes, each of them to several projects. */
const TIMEOUT_SECONDS = 60;
const BATCH_SIZE = 100;

/** Writes that tell a project's webhook something, and those of people's consent, which do not say who is told. */
const telling = [{ events_to: { S: [{ exists: true }] } }, { project_id: { S: [CONSENT_PROJECT] } }].map(
  (NewImage) => ({
    pattern: JSON.stringify({ dynamodb: { NewImage } }),
  }),
);

export type EventsFunctionArgs = {
  readonly config: StackConfig;
  readonly companies: aws.dynamodb.Table;
  readonly conversations: aws.dynamodb.Table;
  readonly queue: ChannelQueue;
};

/** The function that reads the conversations table's stream, and queues what the projects' webhooks are told. */
export const eventsFunction = (name: string, args: EventsFunctionArgs): InlineFunction => {
  const { config, companies, conversations, queue } = args;
  const parent = { parent: new pulumi.ComponentResource("ai-multi-comms:infra:EventsFunction", name) };
  const inline = new InlineFunction(
    name,
    {
      config,
      description: "Queues for the projects' webhooks what the writes of conversations tell",
      handler: () => makeEvents(),
      memoryMb: config.routerMemoryMb,
      timeoutSeconds: TIMEOUT_SECONDS,
      environment: { COMPANY_TABLE: companies.name, EVENTS_QUEUE_URL: queue.queue.url },
      statements: [
        {
          sid: "ReadWrites",
          actions: [
            "dynamodb:DescribeStream",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator",
            "dynamodb:ListStreams",
          ],
          resources: [conversations.streamArn],
        },
        { sid: "FindProjects", actions: ["dynamodb:GetItem", "dynamodb:Query"], resources: [companies.arn] },
        { sid: "QueueEvents", actions: ["sqs:SendMessage"], resources: [queue.queue.arn] },
      ],
    },
    parent,
  );
  // Without end: what is given up after some tries would be told to nobody. A write that cannot be read stops no other.
  new aws.lambda.EventSourceMapping(
    name,
    {
      functionName: inline.function.name,
      eventSourceArn: conversations.streamArn,
      startingPosition: "LATEST",
      batchSize: BATCH_SIZE,
      functionResponseTypes: ["ReportBatchItemFailures"],
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: -1,
      maximumRecordAgeInSeconds: -1,
      filterCriteria: { filters: telling },
    },
    { ...parent, dependsOn: [inline] },
  );
  return inline;
};
