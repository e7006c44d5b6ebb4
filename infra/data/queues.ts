import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { LARGEST_MESSAGE } from "../../runtime/conversation/message";
import type { Channel } from "../../runtime/request/request";
import { TRIES } from "../../runtime/webhooks/schedule";
import type { StackConfig } from "../config/stack-config";
import { visibilityFor, WEBHOOKS_TIMEOUT_SECONDS } from "../config/times";
import type { Names, queueOwners } from "../names";
import { tlsOnly } from "../policy-document";

const SECONDS_PER_DAY = 86_400;

const guarded = (queueArn: pulumi.Output<string>): pulumi.Output<string> =>
  pulumi.jsonStringify({ Version: "2012-10-17", Statement: [tlsOnly("sqs:*", queueArn)] });

type Times = Pick<StackConfig, "queueVisibilitySeconds" | "queueRetentionDays" | "queueMaxReceiveCount">;

export type ChannelQueueArgs = {
  /** A channel, or what else has a queue. */
  readonly of: (typeof queueOwners)[number];
  readonly names: Names;
  readonly config: Times & Pick<StackConfig, "dlqRetentionDays">;
  /** Whether the queues stay at AWS, with what waits in them, when a program that does not declare them takes over. */
  readonly isKept?: boolean;
};

/** A queue with its dead-letter queue: encrypted, TLS only, redriven after the configured receives. */
export class ChannelQueue extends pulumi.ComponentResource {
  readonly queue: aws.sqs.Queue;
  readonly deadLetters: aws.sqs.Queue;

  constructor(
    name: string,
    { of, names, config, isKept = false }: ChannelQueueArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("ai-multi-comms:infra:ChannelQueue", name, {}, opts);
    const parent = { parent: this };
    const held = { ...parent, retainOnDelete: isKept };

    this.deadLetters = new aws.sqs.Queue(
      `${name}-dlq`,
      {
        name: names(`${of}-dlq`),
        messageRetentionSeconds: config.dlqRetentionDays * SECONDS_PER_DAY,
        maxMessageSize: LARGEST_MESSAGE,
        sqsManagedSseEnabled: true,
      },
      held,
    );

    this.queue = new aws.sqs.Queue(
      name,
      {
        name: names(`${of}-queue`),
        visibilityTimeoutSeconds: config.queueVisibilitySeconds,
        messageRetentionSeconds: config.queueRetentionDays * SECONDS_PER_DAY,
        maxMessageSize: LARGEST_MESSAGE,
        sqsManagedSseEnabled: true,
        redrivePolicy: pulumi.jsonStringify({
          deadLetterTargetArn: this.deadLetters.arn,
          maxReceiveCount: config.queueMaxReceiveCount,
        }),
      },
      held,
    );

    new aws.sqs.RedriveAllowPolicy(
      name,
      {
        queueUrl: this.deadLetters.url,
        redriveAllowPolicy: pulumi.jsonStringify({ redrivePermission: "byQueue", sourceQueueArns: [this.queue.arn] }),
      },
      parent,
    );

    for (const [guard, { url, arn }] of Object.entries({ [name]: this.queue, [`${name}-dlq`]: this.deadLetters })) {
      new aws.sqs.QueuePolicy(guard, { queueUrl: url, policy: guarded(arn) }, parent);
    }

    this.registerOutputs({ queueUrl: this.queue.url, deadLettersUrl: this.deadLetters.url });
  }
}

export type ChannelQueues = Readonly<Record<Channel, ChannelQueue>>;

/** A queue with its dead letters for every channel. */
export const channelQueues = (names: Names, config: StackConfig): ChannelQueues => {
  const queueFor = (channel: Channel): ChannelQueue => new ChannelQueue(channel, { of: channel, names, config });
  return { whatsapp: queueFor("whatsapp"), sms: queueFor("sms"), email: queueFor("email") };
};

/** What people write back waits in a queue of its own, so that no crowd of first messages stands before it. */
export const queueForReplies = (names: Names, config: StackConfig): ChannelQueue =>
  new ChannelQueue("replies", { of: "replies", names, config });

/** Two days of tries, and two in which somebody may mend what they are waiting for. */
const EVENT_RETENTION_DAYS = 4;

/**
 * What companies are told waits for their endpoints for as long as its tries take, whatever the other queues' times are. The release
 * before this queue must be able to take over, which a protected one would forbid: so it is kept instead. The next deployment that
 * declares it finds it again by its name: SQS gives the queue that is there where all attributes are the same ("CreateQueue").
 */
export const queueForEvents = (names: Names, config: StackConfig): ChannelQueue =>
  new ChannelQueue("events", {
    of: "events",
    names,
    isKept: config.protectData,
    config: {
      dlqRetentionDays: config.dlqRetentionDays,
      queueVisibilitySeconds: visibilityFor(WEBHOOKS_TIMEOUT_SECONDS),
      queueRetentionDays: EVENT_RETENTION_DAYS,
      queueMaxReceiveCount: TRIES,
    },
  });

/** The variables by which a function that queues knows the queues. */
export const queueUrls = ({ whatsapp, sms, email }: ChannelQueues) => ({
  WHATSAPP_QUEUE_URL: whatsapp.queue.url,
  SMS_QUEUE_URL: sms.queue.url,
  EMAIL_QUEUE_URL: email.queue.url,
});

export const queueArns = (queues: ChannelQueues): readonly pulumi.Output<string>[] =>
  Object.values(queues).map(({ queue }) => queue.arn);
