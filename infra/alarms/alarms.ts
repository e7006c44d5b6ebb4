import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/stack-config";
import type { ChannelQueue } from "../data/queues";
import type { InlineFunction } from "../functions/inline-function";
import type { Names } from "../names";
import { type Alarm, type Alarming, declareAlarm } from "./metric-alarm";

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

/** What somebody writes is heard at once, and waits for no retry's span. */
export const MOST_REPLY_AGE_SECONDS = 120;

/** Seconds after which a write of the conversations table should long have been told: a stream keeps it for a day. */
const MOST_EVENT_AGE_SECONDS = 900;

/**
 * The first tries of an event lie within less; one that has had more than three receives does not count (SQS developer guide,
 * "Available CloudWatch metrics").
 */
export const MOST_EVENT_WAIT_SECONDS = 3_600;

/** So many runs in a row that did not take place are no delay of the schedule. */
const MISSED_RUNS = 5;

/** What of a function that sends nothing is critical. */
const criticalMeanings: Readonly<Record<string, string>> = {
  inbound: "an opt-out could not be recorded, or nobody knows whose it is",
  replies: "an opt-out could not be recorded, or nobody knows whose it is",
  events: "a write of the conversations table could not be read, and its project is not told of it",
  webhooks: "what signs a project's events cannot be read, and it is told nothing",
};

/** All kinds of alarm. */
const alarm = {
  criticalFailures: (of: string, { logGroup }: InlineFunction): Alarm => ({
    name: `${of}-critical-failures`,
    meaning: `A log line of ${of} is critical: ${criticalMeanings[of] ?? "a message was sent and not recorded, or sent twice, or is given up"}.`,
    runbook: "critical-failures",
    of: { logGroup, pattern: '{ ($.level = "ERROR") && ($.message.critical IS TRUE) }' },
  }),
  waitsForOperator: ({ logGroup }: InlineFunction, sweepSeconds: number): Alarm => ({
    name: "waits-for-operator",
    meaning: "Messages wait for a person: nobody knows whether they were sent, or they were given up.",
    runbook: "what-waits-for-a-person",
    // Each run of the sweeper says so for as long as it is so: two of them lie in any two of its periods.
    of: {
      logGroup,
      pattern: '{ $.message.event = "waits_for_operator" }',
      periodSeconds: Math.ceil((2 * sweepSeconds) / 60) * 60,
    },
  }),
  sweeperNotRun: ({ function: sweeper }: InlineFunction, sweepSeconds: number): Alarm => ({
    name: "sweeper-not-run",
    meaning: "The sweeper has not been run for several of its periods: nobody looks into uncertain sends.",
    runbook: "the-sweeper",
    of: {
      namespace: "AWS/Lambda",
      metricName: "Invocations",
      dimensions: { FunctionName: sweeper.name },
      // CloudWatch's periods are whole minutes.
      periodSeconds: Math.ceil((MISSED_RUNS * sweepSeconds) / 60) * 60,
      tooFew: true,
    },
  }),
  deadLetters: (of: string, { deadLetters }: ChannelQueue): Alarm => ({
    name: `${of}-dead-letters`,
    meaning: `A ${of} message has used up its receives and is among the dead letters.`,
    runbook: "dead-letters",
    of: {
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: deadLetters.name },
      statistic: "Maximum",
    },
  }),
  // Of a backlog: a message that was received three times counts no more (SQS developer guide, "Available CloudWatch metrics").
  messageAge: (of: string, { queue }: ChannelQueue, mostSeconds: number): Alarm => ({
    name: `${of}-message-age`,
    meaning: `A ${of} message has waited for longer than its retries explain.`,
    runbook: "messages-that-wait",
    of: {
      namespace: "AWS/SQS",
      metricName: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: queue.name },
      statistic: "Maximum",
      periodSeconds: 300,
      threshold: mostSeconds,
    },
  }),
  messagesExpire: (name: string, queue: aws.sqs.Queue): Alarm => ({
    name: `${name}-expire`,
    meaning: `Critical: a message of ${name} is past half of the time that SQS keeps it. At the end it is deleted; what no worker has claimed is then lost.`,
    runbook: "messages-that-expire",
    of: {
      namespace: "AWS/SQS",
      metricName: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: queue.name },
      statistic: "Maximum",
      periodSeconds: 300,
      threshold: queue.messageRetentionSeconds.apply((seconds = 0) => seconds / 2),
    },
  }),
  errors: (name: string, inline: InlineFunction): Alarm => ({
    name: `${name}-errors`,
    meaning: `An invocation of the ${name} function ended in an error of its own: it crashed, ran out of time or memory, or could not start.`,
    runbook: "function-errors",
    of: { namespace: "AWS/Lambda", metricName: "Errors", dimensions: { FunctionName: inline.function.name } },
  }),
  throttles: (name: string, inline: InlineFunction): Alarm => ({
    name: `${name}-throttles`,
    meaning: `An invocation of the ${name} function was refused by Lambda for want of concurrency.`,
    runbook: "throttles",
    of: { namespace: "AWS/Lambda", metricName: "Throttles", dimensions: { FunctionName: inline.function.name } },
  }),
  cost: (model: string, threshold: number, namespace: string): Alarm => ({
    name: `cost-${model.replace(/[^A-Za-z0-9]+/g, "-")}`,
    meaning: `The estimated cost of ${model} since yesterday has reached ${threshold}.`,
    runbook: "cost",
    of: {
      namespace,
      metricName: "EstimatedCost",
      dimensions: { Model: model },
      periodSeconds: 86_400,
      threshold,
    },
  }),
  optOutsUnrecorded: (namespace: string): Alarm => ({
    name: "opt-outs-unrecorded",
    meaning:
      "Critical: somebody said that they want no more messages, or want them again, and it could not be recorded.",
    runbook: "unrecorded-opt-outs",
    of: { namespace, metricName: "OptOutsUnrecorded" },
  }),
  // A 403 is a forgery's; whatever else is refused there, its carrier may not bring again. AWS logs no body of more than 10 MB.
  inboundRefused: (accessLogs: aws.cloudwatch.LogGroup): Alarm => ({
    name: "inbound-refused",
    meaning:
      "A message that somebody wrote to a project was refused: by our own trouble, by its size, or by a throttle.",
    runbook: "refused-messages-from-people",
    of: {
      logGroup: accessLogs,
      pattern: '{ ($.resourcePath = "/inbound/*") && ($.status != "200") && ($.status != "403") }',
    },
  }),
  inboundMissed: ({ logGroup }: InlineFunction): Alarm => ({
    name: "inbound-missed",
    meaning: "A message that somebody wrote was only in Twilio's list: its webhook did not bring it.",
    runbook: "messages-that-the-webhook-missed",
    of: { logGroup, pattern: '{ $.message.event = "inbound_missed" }' },
  }),
  eventsBehind: ({ function: events }: InlineFunction): Alarm => ({
    name: "events-behind",
    meaning: "What happened a quarter of an hour ago has not been queued for the projects' webhooks.",
    runbook: "events-that-are-behind",
    of: {
      namespace: "AWS/Lambda",
      metricName: "IteratorAge",
      dimensions: { FunctionName: events.name },
      statistic: "Maximum",
      periodSeconds: 300,
      threshold: MOST_EVENT_AGE_SECONDS * 1000,
    },
  }),
  router5xx: (api: aws.apigateway.RestApi, stage: aws.apigateway.Stage): Alarm => ({
    name: "router-5xx",
    meaning: "A request to start a conversation was answered 5xx; nothing was queued for it.",
    runbook: "requests-answered-5xx",
    of: {
      namespace: "AWS/ApiGateway",
      metricName: "5XXError",
      // With method and resource: the receipts' answers are not the router's. Needs the stage's detailed metrics.
      dimensions: { ApiName: api.name, Stage: stage.stageName, Method: "POST", Resource: "/initiate-conversation" },
    },
  }),
  // Two methods have two metrics; the access log has both.
  desk5xx: (accessLogs: aws.cloudwatch.LogGroup): Alarm => ({
    name: "desk-5xx",
    meaning: "A question about a request, or its cancellation, was answered 5xx; it may be asked again.",
    runbook: "requests-answered-5xx",
    of: { logGroup: accessLogs, pattern: '{ ($.resourcePath = "/conversations/*") && ($.status = "5*") }' },
  }),
};

export type QueueAlarmsArgs = {
  readonly alarming: Alarming;
  readonly queue: ChannelQueue;
  /** What the queue feeds, and the name of it. */
  readonly consumer: InlineFunction;
  readonly consumerName: string;
  /** Seconds that a message may wait. */
  readonly mostAgeSeconds: number;
};

/** The alarms of a queue of messages, and of the function that it feeds. */
export class QueueAlarms extends pulumi.ComponentResource {
  constructor(name: string, args: QueueAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-multi-comms:infra:ChannelAlarms", name, {}, opts);
    const { alarming, queue, consumer, consumerName, mostAgeSeconds } = args;
    const alarms = [
      alarm.criticalFailures(name, consumer),
      alarm.deadLetters(name, queue),
      alarm.messageAge(name, queue, mostAgeSeconds),
      alarm.messagesExpire(`${name}-messages`, queue.queue),
      alarm.messagesExpire(`${name}-dead-letters`, queue.deadLetters),
      alarm.errors(consumerName, consumer),
      alarm.throttles(consumerName, consumer),
    ];
    for (const one of alarms) declareAlarm(one, alarming, { parent: this });
    this.registerOutputs({});
  }
}

export type SharedAlarmsArgs = {
  readonly alarming: Alarming;
  readonly api: aws.apigateway.RestApi;
  readonly stage: aws.apigateway.Stage;
  readonly accessLogs: aws.cloudwatch.LogGroup;
  readonly desk: InlineFunction;
  readonly receipts: InlineFunction;
  readonly inbound: InlineFunction;
  readonly replies: InlineFunction;
  readonly sweeper: InlineFunction;
  readonly events: InlineFunction;
  readonly sweepSeconds: number;
};

/** What each model costs in a day, where the config says what it may. */
export const costAlarms = (
  { modelPrices, costAlarmPerDay }: Pick<StackConfig, "modelPrices" | "costAlarmPerDay">,
  alarming: Alarming,
): void => {
  if (costAlarmPerDay === undefined) return;
  for (const model of Object.keys(modelPrices))
    declareAlarm(alarm.cost(model, costAlarmPerDay, alarming.namespace), alarming);
};

/** The alarms of what all channels share. Whoever calls the router waits for it: its alarm is that of its answers. */
export const sharedAlarms = (args: SharedAlarmsArgs): void => {
  const { alarming, api, stage, accessLogs, desk, receipts, inbound, replies, sweeper, events, sweepSeconds } = args;
  const alarms = [
    alarm.router5xx(api, stage),
    alarm.desk5xx(accessLogs),
    alarm.errors("desk", desk),
    alarm.throttles("desk", desk),
    alarm.waitsForOperator(sweeper, sweepSeconds),
    alarm.sweeperNotRun(sweeper, sweepSeconds),
    alarm.optOutsUnrecorded(alarming.namespace),
    alarm.inboundRefused(accessLogs),
    alarm.inboundMissed(replies),
    alarm.eventsBehind(events),
    ...Object.entries({ receipts, inbound, sweeper, events }).flatMap(([name, inline]) => [
      alarm.criticalFailures(name, inline),
      alarm.errors(name, inline),
      alarm.throttles(name, inline),
    ]),
  ];
  for (const one of alarms) declareAlarm(one, alarming);
};
