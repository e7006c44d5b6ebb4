import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { captured } from "../helpers/captures";
import { arn, assertNone, channelNames, inputsByName, inputsOf } from "../helpers/declared";

const topicArn = arn("sns", "ai-multi-comms-alarms-dev");

type Inputs = Readonly<Record<string, unknown>>;

const alarm = (name: string, alarmDescription: string, what: Inputs): readonly [string, Inputs] => [
  name,
  {
    name: `ai-multi-comms-${name}-dev`,
    alarmDescription,
    period: 60,
    evaluationPeriods: 1,
    threshold: 1,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    treatMissingData: "notBreaching",
    alarmActions: [topicArn],
    ...what,
  },
];

test("go to one topic, and from it to the configured address or to nobody", async () => {
  const subscriptions = async (capture: "dev" | "changed") =>
    Object.values(inputsByName(await captured(capture), "sns/topicSubscription:TopicSubscription"));

  assert.equal(inputsOf(await captured("dev"), "sns/topic:Topic", "alarms"), { name: "ai-multi-comms-alarms-dev" });
  assert.equal(await subscriptions("dev"), []);
  assert.equal(await subscriptions("changed"), [
    { topic: topicArn, protocol: "email", endpoint: "oncall@example.com" },
  ]);
});

const loggers = {
  whatsapp: "whatsapp-processor",
  sms: "sms-processor",
  email: "email-processor",
  receipts: "receipts",
  inbound: "inbound",
  replies: "replies",
  sweeper: "sweeper",
  events: "events",
  webhooks: "webhooks",
} as const;

const criticals: Readonly<Record<string, string>> = {
  inbound: "an opt-out could not be recorded, or nobody knows whose it is",
  replies: "an opt-out could not be recorded, or nobody knows whose it is",
  events: "a write of the conversations table could not be read, and its project is not told of it",
  webhooks: "what signs a project's events cannot be read, and it is told nothing",
};

const filter = (name: string, logger: string, pattern: string): Inputs => ({
  name: `ai-multi-comms-${name}-dev`,
  logGroupName: `/aws/${logger === "api" ? "apigateway" : "lambda"}/ai-multi-comms-${logger}-dev`,
  pattern,
  metricTransformation: {
    namespace: "AiMultiComms/dev",
    name: `ai-multi-comms-${name}-dev`,
    value: "1",
    defaultValue: "0",
  },
});

const declared = async (type: string) => inputsByName(await captured("dev"), type);

test("find what is critical, and what waits for a person, in the functions' JSON logs, and what was refused in the API's", async () => {
  assert.equal(await declared("cloudwatch/logMetricFilter:LogMetricFilter"), {
    ...Object.fromEntries(
      Object.entries(loggers).map(([name, logger]) => [
        `${name}-critical-failures`,
        filter(`${name}-critical-failures`, logger, '{ ($.level = "ERROR") && ($.message.critical IS TRUE) }'),
      ]),
    ),
    "inbound-refused": filter(
      "inbound-refused",
      "api",
      '{ ($.resourcePath = "/inbound/*") && ($.status != "200") && ($.status != "403") }',
    ),
    "inbound-missed": filter("inbound-missed", "replies", '{ $.message.event = "inbound_missed" }'),
    "desk-5xx": filter("desk-5xx", "api", '{ ($.resourcePath = "/conversations/*") && ($.status = "5*") }'),
    "waits-for-operator": filter("waits-for-operator", "sweeper", '{ $.message.event = "waits_for_operator" }'),
  });
});

const ofFilter = (name: string, description: string, period = 60) =>
  alarm(name, description, {
    period,
    namespace: "AiMultiComms/dev",
    metricName: `ai-multi-comms-${name}-dev`,
    statistic: "Sum",
  });

const ofFunction = (name: string) => {
  const one = (metricName: string, meaning: string) =>
    alarm(`${name}-${metricName.toLowerCase()}`, `An invocation of the ${name} function ${meaning}`, {
      namespace: "AWS/Lambda",
      metricName,
      dimensions: { FunctionName: `ai-multi-comms-${name}-dev` },
      statistic: "Sum",
    });
  return [
    one(
      "Errors",
      "ended in an error of its own: it crashed, ran out of time or memory, or could not start. What to do: docs/operations.md#function-errors",
    ),
    one("Throttles", "was refused by Lambda for want of concurrency. What to do: docs/operations.md#throttles"),
  ];
};

const ofQueue = (metricName: string, queue: string, more: Inputs = {}): Inputs => ({
  namespace: "AWS/SQS",
  metricName,
  dimensions: { QueueName: `ai-multi-comms-${queue}-dev` },
  statistic: "Maximum",
  ...more,
});

const ofQueued = (channel: string, consumer: string, mostSeconds: number, queued = channel) => [
  alarm(
    `${channel}-dead-letters`,
    `A ${channel} message has used up its receives and is among the dead letters. What to do: docs/operations.md#dead-letters`,
    ofQueue("ApproximateNumberOfMessagesVisible", `${queued}-dlq`),
  ),
  alarm(
    `${channel}-message-age`,
    `A ${channel} message has waited for longer than its retries explain. What to do: docs/operations.md#messages-that-wait`,
    ofQueue("ApproximateAgeOfOldestMessage", `${queued}-queue`, { period: 300, threshold: mostSeconds }),
  ),
  ...[
    ["messages", "queue", 4],
    ["dead-letters", "dlq", 14],
  ].map(([what, queue, days]) =>
    alarm(
      `${channel}-${what}-expire`,
      `Critical: a message of ${channel}-${what} is past half of the time that SQS keeps it. At the end it is deleted; what no worker has claimed is then lost. What to do: docs/operations.md#messages-that-expire`,
      ofQueue("ApproximateAgeOfOldestMessage", `${queued}-${queue}`, {
        period: 300,
        threshold: Number(days) * 43_200,
      }),
    ),
  ),
  ...ofFunction(consumer),
];

test("are exactly these, each wired to its own resource and to the topic", async () => {
  assert.equal(
    await declared("cloudwatch/metricAlarm:MetricAlarm"),
    Object.fromEntries([
      ...Object.keys(loggers).map((name) =>
        ofFilter(
          `${name}-critical-failures`,
          `A log line of ${name} is critical: ${criticals[name] ?? "a message was sent and not recorded, or sent twice, or is given up"}. What to do: docs/operations.md#critical-failures`,
        ),
      ),
      ofFilter(
        "waits-for-operator",
        "Messages wait for a person: nobody knows whether they were sent, or they were given up. What to do: docs/operations.md#what-waits-for-a-person",
        120,
      ),
      alarm(
        "sweeper-not-run",
        "The sweeper has not been run for several of its periods: nobody looks into uncertain sends. What to do: docs/operations.md#the-sweeper",
        {
          namespace: "AWS/Lambda",
          metricName: "Invocations",
          dimensions: { FunctionName: "ai-multi-comms-sweeper-dev" },
          statistic: "Sum",
          period: 300,
          comparisonOperator: "LessThanThreshold",
          treatMissingData: "breaching",
        },
      ),
      alarm(
        "opt-outs-unrecorded",
        "Critical: somebody said that they want no more messages, or want them again, and it could not be recorded. What to do: docs/operations.md#unrecorded-opt-outs",
        { namespace: "AiMultiComms/dev", metricName: "OptOutsUnrecorded", statistic: "Sum" },
      ),
      alarm(
        "router-5xx",
        "A request to start a conversation was answered 5xx; nothing was queued for it. What to do: docs/operations.md#requests-answered-5xx",
        {
          namespace: "AWS/ApiGateway",
          metricName: "5XXError",
          dimensions: {
            ApiName: "ai-multi-comms-api-dev",
            Stage: "dev",
            Method: "POST",
            Resource: "/initiate-conversation",
          },
          statistic: "Sum",
        },
      ),
      ofFilter(
        "desk-5xx",
        "A question about a request, or its cancellation, was answered 5xx; it may be asked again. What to do: docs/operations.md#requests-answered-5xx",
      ),
      ofFilter(
        "inbound-refused",
        "A message that somebody wrote to a project was refused: by our own trouble, by its size, or by a throttle. What to do: docs/operations.md#refused-messages-from-people",
      ),
      ofFilter(
        "inbound-missed",
        "A message that somebody wrote was only in Twilio's list: its webhook did not bring it. What to do: docs/operations.md#messages-that-the-webhook-missed",
      ),
      alarm(
        "events-behind",
        "What happened a quarter of an hour ago has not been queued for the projects' webhooks. What to do: docs/operations.md#events-that-are-behind",
        {
          namespace: "AWS/Lambda",
          metricName: "IteratorAge",
          dimensions: { FunctionName: "ai-multi-comms-events-dev" },
          statistic: "Maximum",
          period: 300,
          threshold: 900_000,
        },
      ),
      ...channelNames.flatMap((channel) => ofQueued(channel, `${channel}-processor`, 3_600)),
      ...ofQueued("replies", "replies", 120),
      ...ofQueued("webhooks", "webhooks", 3_600, "events"),
      ...["desk", "receipts", "inbound", "sweeper", "events"].flatMap(ofFunction),
    ]),
  );
});

test("watch what each model costs in a day, where the config says what it may", async () => {
  const [name, expected] = alarm(
    "cost-gpt-6-luna",
    "The estimated cost of gpt-6-luna since yesterday has reached 50. What to do: docs/operations.md#cost",
    {
      namespace: "AiMultiComms/dev",
      metricName: "EstimatedCost",
      dimensions: { Model: "gpt-6-luna" },
      statistic: "Sum",
      period: 86_400,
      threshold: 50,
    },
  );
  assert.equal(inputsByName(await captured("changed"), "cloudwatch/metricAlarm:MetricAlarm")[name], expected);
});

const runbook = join(__dirname, "../../../docs/operations.md");

test("lead to a heading of docs/operations.md, which its contents name", async () => {
  const text = readFileSync(runbook, "utf8");
  const [, contents = ""] = /^## Contents\n([\s\S]*?)^## /m.exec(text) ?? [];
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading.toLowerCase().replaceAll(" ", "-"),
  );
  const anchors = Object.values(await declared("cloudwatch/metricAlarm:MetricAlarm")).map(
    ({ alarmDescription }) => String(alarmDescription).split("docs/operations.md#")[1] ?? "",
  );

  assertNone([...new Set(anchors)].filter((anchor) => !headings.includes(anchor)));
  assertNone([...new Set(anchors)].filter((anchor) => !contents.includes(`](#${anchor}) |`)));
});

test("are answered by a runbook that fits a terminal, but for what its commands print", () => {
  const fence = /^( *)```(.*)\n[\s\S]*?^\1```$/gm;
  const text = readFileSync(runbook, "utf8").replaceAll(fence, (block, _, language) =>
    language === "sh" ? block : "",
  );

  assertNone(text.split("\n").filter((line) => line.length > 100));
});
