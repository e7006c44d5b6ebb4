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

test("find the critical lines in every processor's JSON log", async () => {
  const filters = allOf(await captured("dev"), "cloudwatch/logMetricFilter:LogMetricFilter");

  assert.equal(
    filters.map(({ inputs }) => inputs),
    channelNames.map((channel) => ({
      name: `ai-multi-comms-${channel}-critical-failures-dev`,
      logGroupName: `/aws/lambda/ai-multi-comms-${channel}-processor-dev`,
      pattern: '{ ($.level = "ERROR") && ($.message.critical IS TRUE) }',
      metricTransformation: {
        namespace: "AiMultiComms",
        name: `ai-multi-comms-${channel}-critical-failures-dev`,
        value: "1",
        defaultValue: "0",
      },
    })),
  );
});

test("are raised by one critical failure, and by a message among the dead letters", async () => {
  const declared = allOf(await captured("dev"), "cloudwatch/metricAlarm:MetricAlarm").map(({ name, inputs }) => [
    name,
    inputs,
  ]);

  const expected = channelNames.flatMap((channel) => [
    [
      `${channel}-critical-failures`,
      alarm(`${channel}-critical-failures`, {
        alarmDescription: `A ${channel} message was sent and its record could not be updated; docs/operations.md says what to do.`,
        namespace: "AiMultiComms",
        metricName: `ai-multi-comms-${channel}-critical-failures-dev`,
        statistic: "Sum",
      }),
    ],
    [
      `${channel}-dead-letters`,
      alarm(`${channel}-dead-letters`, {
        alarmDescription: "A message ended in the dead-letter queue; docs/operations.md says what to do.",
        namespace: "AWS/SQS",
        metricName: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: `ai-multi-comms-${channel}-dlq-dev` },
        statistic: "Maximum",
      }),
    ],
  ]);
  assert.equal(Object.fromEntries(declared), Object.fromEntries(expected));
});

test.run();
