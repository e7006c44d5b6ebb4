import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { makeProcessor } from "../../runtime/handlers/processor";
import type { ProcessorSettings } from "../../runtime/processor/stages";
import type { Channel } from "../../runtime/request/request";
import { type Account, readSecrets } from "../account";
import type { StackConfig } from "../config/stack-config";
import type { ChannelQueue } from "../data/queues";
import { consentKeyPattern, credentialsPattern, openaiPatterns, receiptKeyPattern, version } from "../names";
import type { Statement } from "../policy-document";
import { fedBy, takeMessages } from "./fed-by";
import { InlineFunction, only } from "./inline-function";

/**
 * Node's options for a function that holds many messages at once: a young generation large enough that what a message needs while
 * it waits for the assistant is not copied over and over. V8's own choice follows the memory, and is small where that is little.
 */
export const nodeOptions = (memoryMb: number): string => `--max-semi-space-size=${Math.floor(memoryMb / 16)}`;

export type ProcessorFunctionArgs = {
  readonly channel: Channel;
  readonly config: StackConfig;
  readonly account: pulumi.Output<Account>;
  readonly queue: ChannelQueue;
  readonly conversations: aws.dynamodb.Table;
  readonly receiptKeyName: string;
  readonly consentKeyName: string;
  readonly receiptsUrl: pulumi.Input<string>;
  readonly unsubscribeUrl: pulumi.Input<string>;
};

const settingsFrom = ({
  channel,
  config,
  receiptKeyName,
  consentKeyName,
}: ProcessorFunctionArgs): ProcessorSettings => ({
  version,
  channel,
  receiptKeyName,
  consentKeyName,
  maxReceiveCount: config.queueMaxReceiveCount,
  ...only(config, "leaseSeconds", "heartbeatSeconds", "retryFirstSeconds", "retrySpanSeconds"),
  ...only(config, "reconcileAfterSeconds", "assistantTimeoutSeconds", "assistantOutputTokens", "carrierTimeoutSeconds"),
  ...only(config, "conversationTtlDays", "modelPrices", "openaiUrl", "twilioUrl", "sendgridUrl"),
});

/** What one channel's processor may do: its own queue, the conversations, its channel's secrets of this environment. */
const statementsFor = ({
  channel,
  config: { stack },
  account,
  queue,
  conversations,
}: ProcessorFunctionArgs): readonly Statement[] => [
  takeMessages(queue),
  {
    sid: "KeepConversations",
    actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:Query"],
    resources: [conversations.arn, pulumi.interpolate`${conversations.arn}/index/*`],
  },
  readSecrets(
    account,
    credentialsPattern(channel, stack),
    ...openaiPatterns(channel, stack),
    receiptKeyPattern(stack),
    consentKeyPattern(stack),
  ),
];

/** One channel's processor, fed by its queue: the same handler for every channel, told its own. */
export const processorFunction = (name: string, args: ProcessorFunctionArgs): InlineFunction => {
  const { channel, config, queue, conversations, receiptsUrl, unsubscribeUrl } = args;
  const parent = { parent: new pulumi.ComponentResource("ai-multi-comms:infra:ProcessorFunction", name) };
  const settings = settingsFrom(args);

  const inline = new InlineFunction(
    name,
    {
      config,
      description: `Writes and sends the ${channel} messages`,
      handler: () => makeProcessor(settings),
      memoryMb: config.processorMemoryMb,
      timeoutSeconds: config.processorTimeoutSeconds,
      environment: {
        CONVERSATIONS_TABLE: conversations.name,
        QUEUE_URL: queue.queue.url,
        RECEIPTS_URL: receiptsUrl,
        UNSUBSCRIBE_URL: unsubscribeUrl,
        NODE_OPTIONS: nodeOptions(config.processorMemoryMb),
      },
      statements: statementsFor(args),
    },
    parent,
  );
  fedBy(name, inline, queue, config, parent);
  return inline;
};
