import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { makeProcessor } from "../../runtime/handlers/processor";
import type { ProcessorSettings } from "../../runtime/processor/stages";
import type { Channel } from "../../runtime/request/request";
import { type Account, secretArns } from "../account";
import type { StackConfig } from "../config/stack-config";
import type { ChannelQueue } from "../data/queues";
import { credentialsPattern, metricNamespace, type Names, openaiPattern, receiptKeyPattern, version } from "../names";
import type { Statement } from "../policy-document";
import { InlineFunction } from "./inline-function";

/**
 * Node's options for a function that holds many messages at once: a young generation large enough that what a message needs while
 * it waits for the assistant is not copied over and over. V8's own choice follows the memory, and is small where that is little.
 */
export const nodeOptions = (memoryMb: number): string => `--max-semi-space-size=${Math.floor(memoryMb / 16)}`;

export type ProcessorStatementsArgs = {
  readonly channel: Channel;
  readonly stack: string;
  readonly account: pulumi.Output<Account>;
  readonly queue: aws.sqs.Queue;
  readonly conversations: aws.dynamodb.Table;
};

/** What one channel's processor may do: its own queue, the conversations, its channel's secrets of this environment. */
export const processorStatements = ({
  channel,
  stack,
  account,
  queue,
  conversations,
}: ProcessorStatementsArgs): readonly Statement[] => [
  {
    sid: "TakeMessages",
    actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"],
    resources: [queue.arn],
  },
  {
    sid: "KeepConversations",
    actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:Query"],
    resources: [conversations.arn, pulumi.interpolate`${conversations.arn}/index/*`],
  },
  {
    sid: "ReadSecrets",
    actions: ["secretsmanager:GetSecretValue"],
    resources: secretArns(account, [
      credentialsPattern(channel, stack),
      openaiPattern(channel, stack),
      receiptKeyPattern(stack),
    ]),
  },
];

export type ProcessorFunctionArgs = {
  readonly channel: Channel;
  readonly names: Names;
  readonly config: StackConfig;
  readonly account: pulumi.Output<Account>;
  readonly queue: ChannelQueue;
  readonly conversations: aws.dynamodb.Table;
  readonly receiptKeyName: string;
  readonly receiptsUrl: pulumi.Input<string>;
};

const settingsFrom = (channel: Channel, config: StackConfig, receiptKeyName: string): ProcessorSettings => ({
  version,
  channel,
  leaseSeconds: config.leaseSeconds,
  heartbeatSeconds: config.heartbeatSeconds,
  maxReceiveCount: config.queueMaxReceiveCount,
  retryFirstSeconds: config.retryFirstSeconds,
  retrySpanSeconds: config.retrySpanSeconds,
  reconcileAfterSeconds: config.reconcileAfterSeconds,
  assistantTimeoutSeconds: config.assistantTimeoutSeconds,
  carrierTimeoutSeconds: config.carrierTimeoutSeconds,
  receiptKeyName,
  conversationTtlDays: config.conversationTtlDays,
  modelPrices: config.modelPrices,
  openaiUrl: config.openaiUrl,
  twilioUrl: config.twilioUrl,
  sendgridUrl: config.sendgridUrl,
});

/** One channel's processor, fed by its queue: the same handler for every channel, told its own. */
export class ProcessorFunction extends pulumi.ComponentResource {
  readonly inline: InlineFunction;

  constructor(name: string, args: ProcessorFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-multi-comms:infra:ProcessorFunction", name, {}, opts);
    const parent = { parent: this };
    const { channel, names, config, account, queue, conversations } = args;
    const settings = settingsFrom(channel, config, args.receiptKeyName);

    this.inline = new InlineFunction(
      name,
      {
        functionName: names(name),
        description: `Writes and sends the ${channel} messages`,
        handler: () => makeProcessor(settings),
        memoryMb: config.processorMemoryMb,
        timeoutSeconds: config.processorTimeoutSeconds,
        logLevel: config.logLevel,
        logRetentionDays: config.logRetentionDays,
        tracing: config.tracing,
        metricNamespace: metricNamespace(config.stack),
        environment: {
          CONVERSATIONS_TABLE: conversations.name,
          QUEUE_URL: queue.queue.url,
          RECEIPTS_URL: args.receiptsUrl,
          NODE_OPTIONS: nodeOptions(config.processorMemoryMb),
        },
        statements: processorStatements({ channel, stack: config.stack, account, queue: queue.queue, conversations }),
      },
      parent,
    );

    new aws.lambda.EventSourceMapping(
      name,
      {
        functionName: this.inline.function.name,
        eventSourceArn: queue.queue.arn,
        batchSize: config.batchSize,
        maximumBatchingWindowInSeconds: config.batchWindowSeconds,
        functionResponseTypes: ["ReportBatchItemFailures"],
        scalingConfig: { maximumConcurrency: config.maximumConcurrency },
      },
      { ...parent, dependsOn: [this.inline] },
    );

    this.registerOutputs({ functionName: this.inline.function.name });
  }
}
