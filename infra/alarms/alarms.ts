import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Channel } from "../../runtime/request/request";
import type { StackConfig } from "../config/stack-config";
import type { ChannelQueue } from "../data/queues";
import type { InlineFunction } from "../functions/inline-function";
import type { ProcessorFunction } from "../functions/processor";
import type { Names } from "../names";
import { type Alarming, logLineAlarm, metricAlarm } from "./metric-alarm";

/** The topic that every alarm publishes to, with the configured address subscribed. */
export const alarmTopic = (names: Names, config: StackConfig): aws.sns.Topic => {
  const topic = new aws.sns.Topic("alarms", { name: names("alarms") });
  if (config.alertsEmail !== undefined) {
    new aws.sns.TopicSubscription("alarms-email", {
      topic: topic.arn,
      protocol: "email",
      endpoint: config.alertsEmail,
    });
  }
  return topic;
};

export type CriticalFailureAlarmArgs = {
  /** Whose failures: a channel, or a function. */
  readonly name: string;
  readonly alarming: Alarming;
  readonly logGroup: aws.cloudwatch.LogGroup;
};

/** Alarms as soon as a line is logged with `critical`: a sent message that could not be recorded, or one that went out twice. */
export const criticalFailureAlarm = (
  { name, alarming, logGroup }: CriticalFailureAlarmArgs,
  opts?: pulumi.CustomResourceOptions,
): aws.cloudwatch.MetricAlarm =>
  logLineAlarm(
    `${name}-critical-failures`,
    {
      alarming,
      meaning: `A log line of ${name} is critical: a message was sent and not recorded, or sent twice, or is given up.`,
      runbook: "critical-failures",
      logGroup,
      pattern: '{ ($.level = "ERROR") && ($.message.critical IS TRUE) }',
    },
    opts,
  );

export type DeadLetterAlarmArgs = {
  readonly channel: Channel;
  readonly alarming: Alarming;
  readonly deadLetters: aws.sqs.Queue;
};

/** Alarms while a dead-letter queue holds a message. */
export const deadLetterAlarm = (
  { channel, alarming, deadLetters }: DeadLetterAlarmArgs,
  opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.MetricAlarm =>
  metricAlarm(
    `${channel}-dead-letters`,
    {
      alarming,
      meaning: `A ${channel} message has used up its receives and is among the dead letters.`,
      runbook: "dead-letters",
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: deadLetters.name },
      statistic: "Maximum",
      periodSeconds: 60,
      threshold: 1,
    },
    opts,
  );

export type MessageAgeAlarmArgs = {
  readonly channel: Channel;
  readonly alarming: Alarming;
  readonly queue: aws.sqs.Queue;
  /** Seconds within which all receives of a message should be over. */
  readonly retrySpanSeconds: number;
};

/** Alarms when a message waits for longer than its retries explain: the queue is not being worked off. */
export const messageAgeAlarm = (
  { channel, alarming, queue, retrySpanSeconds }: MessageAgeAlarmArgs,
  opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.MetricAlarm =>
  metricAlarm(
    `${channel}-message-age`,
    {
      alarming,
      meaning: `A ${channel} message has waited for longer than its retries explain.`,
      runbook: "messages-that-wait",
      namespace: "AWS/SQS",
      metricName: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: queue.name },
      statistic: "Maximum",
      periodSeconds: 300,
      // Jitter lengthens the span by up to a half.
      threshold: Math.ceil(retrySpanSeconds * 2),
    },
    opts,
  );

export type FunctionAlarmsArgs = {
  /** The function's name without those of product and stack. */
  readonly name: string;
  readonly alarming: Alarming;
  readonly handler: aws.lambda.Function;
};

type Watched = {
  readonly metricName: string;
  readonly suffix: string;
  readonly meaning: string;
  readonly runbook: string;
};

const watched: readonly Watched[] = [
  {
    metricName: "Errors",
    suffix: "errors",
    meaning: "ended in an error of its own: it crashed, ran out of time or memory, or could not start.",
    runbook: "function-errors",
  },
  {
    metricName: "Throttles",
    suffix: "throttles",
    meaning: "was refused by Lambda for want of concurrency.",
    runbook: "throttles",
  },
];

/** Alarms when a function that nobody waits for fails as a whole, or is not let run. The router's caller waits: its alarm is that of its answers. */
export const functionAlarms = (
  { name, alarming, handler }: FunctionAlarmsArgs,
  opts?: pulumi.CustomResourceOptions,
): readonly aws.cloudwatch.MetricAlarm[] =>
  watched.map(({ metricName, suffix, meaning, runbook }) =>
    metricAlarm(
      `${name}-${suffix}`,
      {
        alarming,
        meaning: `An invocation of the ${name} function ${meaning}`,
        runbook,
        namespace: "AWS/Lambda",
        metricName,
        dimensions: { FunctionName: handler.name },
        statistic: "Sum",
        periodSeconds: 60,
        threshold: 1,
      },
      opts,
    ),
  );

export type RouterFaultsAlarmArgs = {
  readonly alarming: Alarming;
  readonly api: aws.apigateway.RestApi;
  readonly stage: aws.apigateway.Stage;
};

/** Alarms when a request to start a conversation is answered 5xx, whether by the router or, in its place, by API Gateway. */
export const routerFaultsAlarm = ({ alarming, api, stage }: RouterFaultsAlarmArgs): aws.cloudwatch.MetricAlarm =>
  metricAlarm("router-5xx", {
    alarming,
    meaning: "A request to start a conversation was answered 5xx; nothing was queued for it.",
    runbook: "requests-answered-5xx",
    namespace: "AWS/ApiGateway",
    metricName: "5XXError",
    // With method and resource: the receipts' answers are not the router's. Needs the stage's detailed metrics.
    dimensions: { ApiName: api.name, Stage: stage.stageName, Method: "POST", Resource: "/initiate-conversation" },
    statistic: "Sum",
    periodSeconds: 60,
    threshold: 1,
  });

/** Alarms as soon as the sweeper gives up finding out whether a message was sent. */
export const uncertainSendsAlarm = (
  alarming: Alarming,
  logGroup: aws.cloudwatch.LogGroup,
): aws.cloudwatch.MetricAlarm =>
  logLineAlarm("uncertain-sends", {
    alarming,
    meaning: "It cannot be established whether a message was sent; an operator settles it.",
    runbook: "uncertain-sends",
    logGroup,
    pattern: '{ $.message.event = "delivery_unknown" }',
  });

export type ChannelAlarmsArgs = {
  readonly channel: Channel;
  readonly alarming: Alarming;
  readonly queue: ChannelQueue;
  readonly processor: ProcessorFunction;
  readonly retrySpanSeconds: number;
};

/** The alarms of one channel. */
export class ChannelAlarms extends pulumi.ComponentResource {
  constructor(name: string, args: ChannelAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-multi-comms:infra:ChannelAlarms", name, {}, opts);
    const parent = { parent: this };
    const { channel, alarming, queue, processor, retrySpanSeconds } = args;
    const { logGroup, function: handler } = processor.inline;

    criticalFailureAlarm({ name: channel, alarming, logGroup }, parent);
    deadLetterAlarm({ channel, alarming, deadLetters: queue.deadLetters }, parent);
    messageAgeAlarm({ channel, alarming, queue: queue.queue, retrySpanSeconds }, parent);
    functionAlarms({ name: `${channel}-processor`, alarming, handler }, parent);

    this.registerOutputs({});
  }
}

export type SharedAlarmsArgs = {
  readonly alarming: Alarming;
  readonly api: aws.apigateway.RestApi;
  readonly stage: aws.apigateway.Stage;
  readonly receipts: InlineFunction;
  readonly sweeper: InlineFunction;
};

/** The alarms of what all channels share. */
export const sharedAlarms = ({ alarming, api, stage, receipts, sweeper }: SharedAlarmsArgs): void => {
  routerFaultsAlarm({ alarming, api, stage });
  uncertainSendsAlarm(alarming, sweeper.logGroup);
  for (const [name, { logGroup, function: handler }] of Object.entries({ receipts, sweeper })) {
    criticalFailureAlarm({ name, alarming, logGroup });
    functionAlarms({ name, alarming, handler });
  }
};
