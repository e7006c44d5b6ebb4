import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type LocalCloud, refusalOf, startLocalCloud } from "./local-cloud";

const test = suite<{ local: LocalCloud }>("cloud-resources");

test.before.each(async (context) => {
  context.local = await startLocalCloud();
});
test.after.each(({ local }) => local.stop());

const queueArn = "arn:aws:sqs:eu-north-1:000000000000:orders";
const functionArn = "arn:aws:lambda:eu-north-1:000000000000:function:worker";

test("records a type without a local meaning, and names an unknown one in a warning, once", async ({ local }) => {
  const bucket = await local.make("aws:s3/bucket:Bucket", { bucket: "audit" });
  const trail = await local.make("awsx:cloudtrail:Trail", {});
  await local.make("aws:chime/voiceConnector:VoiceConnector", {}, "one");
  await local.make("aws:chime/voiceConnector:VoiceConnector", {}, "two");

  assert.is(bucket.state.arn, "arn:aws:s3:::audit");
  assert.match(trail.id, /^thing-/);
  assert.equal(local.warnings, [
    "one (aws:chime/voiceConnector:VoiceConnector): the local run does not know this type; it is recorded only",
  ]);
});

test("keeps event source mappings for the caller to start", async ({ local }) => {
  const made = await local.make("aws:lambda/eventSourceMapping:EventSourceMapping", {
    ...{ eventSourceArn: queueArn, functionName: functionArn, batchSize: 5, maximumBatchingWindowInSeconds: 1 },
    ...{ scalingConfig: { maximumConcurrency: 4 }, functionResponseTypes: ["ReportBatchItemFailures"] },
  });
  const disabled = { eventSourceArn: queueArn, functionName: "worker", enabled: false };
  await local.make("aws:lambda/eventSourceMapping:EventSourceMapping", disabled, "disabled");

  assert.equal(local.resources.eventSourceMappings(), [
    {
      ...{ uuid: made.id, functionName: "worker", queueArn, region: "eu-north-1" },
      queueUrl: `${local.cloud.endpoints.sqs}/000000000000/orders`,
      ...{ batchSize: 5, maximumBatchingWindowSeconds: 1, maximumConcurrency: 4, reportBatchItemFailures: true },
    },
  ]);
  assert.match(made.id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.equal(local.warnings, [`The mapping of ${queueArn} to worker is disabled`]);
});

test("joins rules with their targets whatever their order, and leaves out disabled ones", async ({ local }) => {
  const target = "aws:cloudwatch/eventTarget:EventTarget";
  await local.make(target, { rule: "sweep", arn: functionArn, input: '{"job":"sweep"}' });
  await local.make("aws:cloudwatch/eventRule:EventRule", { name: "sweep", scheduleExpression: "rate(1 minute)" });
  await local.make(target, { rule: "off", arn: functionArn });
  await local.make("aws:cloudwatch/eventRule:EventRule", {
    ...{ name: "off", scheduleExpression: "rate(1 minute)", state: "DISABLED" },
  });
  await local.make("aws:scheduler/schedule:Schedule", {
    ...{ name: "daily", scheduleExpression: "rate(1 day)", target: { arn: functionArn, input: "{}" } },
  });

  assert.equal(local.resources.schedules(), [
    { name: "sweep", expression: "rate(1 minute)", functionName: "worker", input: { job: "sweep" } },
    { name: "daily", expression: "rate(1 day)", functionName: "worker", input: {} },
  ]);

  await local.make(target, { rule: "missing", arn: functionArn });
  assert.throws(
    () => local.resources.schedules(),
    "the schedule of worker names the rule missing, which does not exist",
  );
});

test("stores secrets with and without a value under the ARN that the program sees", async ({ local }) => {
  const empty = await local.make("aws:secretsmanager/secret:Secret", { name: "openai/local" });
  const full = await local.make("aws:secretsmanager/secret:Secret", { name: "twilio-sms/local" }, "full");
  await local.make("aws:secretsmanager/secretVersion:SecretVersion", { secretId: full.id, secretString: "{}" });

  const read = async (SecretId: string): Promise<unknown> => {
    const response = await fetch(local.secretsManager.url, {
      method: "POST",
      headers: { "x-amz-target": "secretsmanager.GetSecretValue", "content-type": "application/x-amz-json-1.1" },
      body: JSON.stringify({ SecretId }),
    });
    const { SecretString, ARN, __type } = (await response.json()) as Record<string, unknown>;
    return { SecretString, ARN, __type };
  };

  assert.match(full.id, /^arn:aws:secretsmanager:eu-north-1:000000000000:secret:twilio-sms\/local-[0-9a-f]{6}$/);
  assert.equal(await read("twilio-sms/local"), { SecretString: "{}", ARN: full.id, __type: undefined });
  assert.equal(await read(empty.id), { SecretString: undefined, ARN: undefined, __type: "ResourceNotFoundException" });
});

test("creates topics and subscriptions, warning of those that get nothing", async ({ local }) => {
  const topic = await local.make("aws:sns/topic:Topic", { name: "alarms" });
  const subscription = await local.make("aws:sns/topicSubscription:TopicSubscription", {
    ...{ topic: topic.id, protocol: "email", endpoint: "ops@example.com" },
  });

  assert.is(topic.id, "arn:aws:sns:eu-north-1:000000000000:alarms");
  assert.match(subscription.id, /^arn:aws:sns:eu-north-1:000000000000:alarms:[0-9a-f-]{36}$/);
  assert.equal(local.warnings, ["A subscription by email gets nothing in the local run"]);
  assert.is(
    await refusalOf(
      local.make("aws:sns/topicSubscription:TopicSubscription", {
        ...{ topic: `${topic.id}-none`, protocol: "sqs", endpoint: queueArn },
      }),
    ),
    "SNS Subscribe: Topic does not exist",
  );
});

test("declares metric filters and alarms, which work on log lines", async ({ local }) => {
  const topic = "arn:aws:sns:eu-north-1:000000000000:alarms";
  await local.make("aws:cloudwatch/logMetricFilter:LogMetricFilter", {
    ...{ name: "errors", logGroupName: "/aws/lambda/worker", pattern: '{ $.level = "ERROR" }' },
    metricTransformation: { namespace: "app", name: "errors", value: "2", defaultValue: "0" },
  });
  await local.make("aws:cloudwatch/metricAlarm:MetricAlarm", {
    ...{ name: "errors", namespace: "app", metricName: "errors", statistic: "Sum", period: 60, evaluationPeriods: 2 },
    ...{ threshold: 1, comparisonOperator: "GreaterThanOrEqualToThreshold", alarmActions: [topic] },
    ...{ alarmDescription: "too many", datapointsToAlarm: 1 },
  });
  await local.make("aws:cloudwatch/metricAlarm:MetricAlarm", {
    name: "ratio",
    evaluationPeriods: 1,
    metricQueries: [],
  });

  const timestamp = new Date().toISOString();
  local.cloudWatch.ingest({ logGroup: "/aws/lambda/worker", timestamp, line: '{"level":"ERROR"}' });
  local.cloudWatch.evaluate();

  assert.equal(
    local.cloudWatch.alarms().map(({ alarm, value }) => ({ alarm, value })),
    [
      {
        value: "ALARM",
        alarm: {
          ...{
            name: "errors",
            arn: "arn:aws:cloudwatch:eu-north-1:000000000000:alarm:errors",
            description: "too many",
          },
          ...{ namespace: "app", metricName: "errors", dimensions: {}, statistic: "Sum", periodSeconds: 60 },
          ...{ evaluationPeriods: 2, datapointsToAlarm: 1, threshold: 1, treatMissingData: "missing" },
          comparisonOperator: "GreaterThanOrEqualToThreshold",
          ...{ alarmActions: [topic], okActions: [], actionsEnabled: true },
        },
      },
    ],
  );
  assert.equal(local.warnings, ["The alarm ratio computes with several metrics; the local run does not evaluate it"]);
});

test("checks policies and dashboards as AWS would parse them", async ({ local }) => {
  const policy = (statement: object, Version = "2012-10-17"): string =>
    JSON.stringify({ Version, Statement: [statement] });
  const allow = { Effect: "Allow", Action: "sqs:SendMessage" };

  const refusals = await Promise.all([
    refusalOf(local.make("aws:iam/role:Role", { assumeRolePolicy: policy(allow) })),
    refusalOf(local.make("aws:iam/rolePolicy:RolePolicy", { role: "r", policy: policy(allow) })),
    refusalOf(local.make("aws:iam/policy:Policy", { policy: policy({ ...allow, Resource: "*" }, "2025-01-01") })),
    refusalOf(local.make("aws:iam/policy:Policy", { policy: policy({ ...allow, Resource: "*", Action: "Send" }) })),
    refusalOf(local.make("aws:iam/policy:Policy", { policy: policy({ ...allow, Resource: "*", Effect: "allow" }) })),
    refusalOf(local.make("aws:cloudwatch/dashboard:Dashboard", { dashboardName: "d", dashboardBody: "{}" })),
  ]);
  const role = await local.make("aws:iam/role:Role", {
    ...{
      name: "worker",
      assumeRolePolicy: policy({ ...allow, Action: "sts:AssumeRole", Principal: { Service: "x" } }),
    },
  });

  assert.equal(refusals, [
    "assumeRolePolicy.Statement[0].Principal is missing",
    "policy.Statement[0].Resource is missing",
    "policy.Version must be 2012-10-17",
    "policy.Statement[0].Action Send must look like service:Action",
    "policy.Statement[0].Effect must be Allow or Deny",
    "dashboardBody must hold a list of widgets",
  ]);
  assert.is(role.state.arn, "arn:aws:iam::000000000000:role/worker");
});

test.run();
