import { suite } from "uvu";
import * as assert from "uvu/assert";
import { captured } from "./helpers/captures";
import { allOf, arn, channelNames, inputsOf } from "./helpers/declared";

const test = suite("alarms");

const topicArn = arn("sns", "ai-multi-comms-alarms-dev");

const alarm = (name: string, what: Readonly<Record<string, unknown>>) => ({
  name: `ai-multi-comms-${name}-dev`,
  ...what,
  period: 60,
  evaluationPeriods: 1,
  threshold: 1,
  comparisonOperator: "GreaterThanOrEqualToThreshold",
  treatMissingData: "notBreaching",
  alarmActions: [topicArn],
});

test("go to one topic, to which nobody is subscribed without an address", async () => {
  const run = await captured("dev");

  assert.equal(inputsOf(run, "sns/topic:Topic", "alarms"), { name: "ai-multi-comms-alarms-dev" });
  assert.equal(allOf(run, "sns/topicSubscription:TopicSubscription"), []);
});

test("go to the configured address", async () => {
  const subscriptions = allOf(await captured("changed"), "sns/topicSubscription:TopicSubscription");

  assert.equal(
    subscriptions.map(({ inputs }) => inputs),
    [{ topic: topicArn, protocol: "email", endpoint: "oncall@example.com" }],
  );
});

const loggers = {
  whatsapp: "whatsapp-processor",
  sms: "sms-processor",
  email: "email-processor",
  receipts: "receipts",
  sweeper: "sweeper",
} as const;

const filter = (name: string, logger: string, pattern: string) => ({
  name: `ai-multi-comms-${name}-dev`,
  logGroupName: `/aws/lambda/ai-multi-comms-${logger}-dev`,
  pattern,
  metricTransformation: {
    namespace: "AiMultiComms",
    name: `ai-multi-comms-${name}-dev`,
    value: "1",
    defaultValue: "0",
  },
});

test("find what is critical, and what stays uncertain, in the functions' JSON logs", async () => {
  const filters = allOf(await captured("dev"), "cloudwatch/logMetricFilter:LogMetricFilter").map(
    ({ name, inputs }) => [name, inputs] as const,
  );

  assert.equal(Object.fromEntries(filters), {
    ...Object.fromEntries(
      Object.entries(loggers).map(([name, logger]) => [
        `${name}-critical-failures`,
        filter(`${name}-critical-failures`, logger, '{ ($.level = "ERROR") && ($.message.critical IS TRUE) }'),
      ]),
    ),
    "uncertain-sends": filter("uncertain-sends", "sweeper", '{ $.message.event = "delivery_unknown" }'),
  });
});

const ofFilter = (name: string, alarmDescription: string) =>
  alarm(name, {
    alarmDescription,
    namespace: "AiMultiComms",
    metricName: `ai-multi-comms-${name}-dev`,
    statistic: "Sum",
  });

test("are raised by one such line, by a message among the dead letters, and by one that waits too long", async () => {
  const declared = allOf(await captured("dev"), "cloudwatch/metricAlarm:MetricAlarm").map(
    ({ name, inputs }) => [name, inputs] as const,
  );

  const critical = Object.keys(loggers).map((name) => [
    `${name}-critical-failures`,
    ofFilter(
      `${name}-critical-failures`,
      `A ${name} log line is critical: a message was sent and not recorded, or sent twice; docs/operations.md says what to do.`,
    ),
  ]);
  const deadLetters = channelNames.map((channel) => [
    `${channel}-dead-letters`,
    alarm(`${channel}-dead-letters`, {
      alarmDescription: "A message ended in the dead-letter queue; docs/operations.md says what to do.",
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: `ai-multi-comms-${channel}-dlq-dev` },
      statistic: "Maximum",
    }),
  ]);
  const ages = channelNames.map((channel) => [
    `${channel}-message-age`,
    {
      ...alarm(`${channel}-message-age`, {
        alarmDescription:
          "A message has waited for longer than its retries explain; docs/operations.md says what to do.",
        namespace: "AWS/SQS",
        metricName: "ApproximateAgeOfOldestMessage",
        dimensions: { QueueName: `ai-multi-comms-${channel}-queue-dev` },
        statistic: "Maximum",
      }),
      period: 300,
      threshold: 3_600,
      comparisonOperator: "GreaterThanThreshold",
    },
  ]);
  assert.equal(Object.fromEntries(declared), {
    ...Object.fromEntries([...critical, ...deadLetters, ...ages]),
    "uncertain-sends": ofFilter(
      "uncertain-sends",
      "It cannot be established whether a message was sent; an operator settles it, docs/operations.md says how.",
    ),
  });
});

test.run();
