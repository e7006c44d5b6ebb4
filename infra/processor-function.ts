import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { makeProcessor } from "../runtime/processor/make-processor";
import type { ProcessorSettings } from "../runtime/processor/processor-settings";
import type { Channel } from "../runtime/request/channel";
import type { ChannelQueue } from "./channel-queue";
import type { StackConfig } from "./config/stack-config";
import { InlineFunction } from "./inline-function";
import { metricNamespace } from "./metric-namespace";
import { nodeOptions } from "./node-options";
import { processorStatements } from "./processor-statements";
import type { Account } from "./secret-arn";
import type { Names } from "./stack-names";
import { version } from "./version";

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
