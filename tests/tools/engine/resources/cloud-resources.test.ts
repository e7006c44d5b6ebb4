import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import * as assert from "uvu/assert";
import { secretsAt } from "../../../helpers/local-clients";
import { assertRefused, cloudSuite } from "./local-cloud";

const test = cloudSuite("cloud-resources", "one each");

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
    eventSourceArn: queueArn,
    functionName: functionArn,
    batchSize: 5,
    maximumBatchingWindowInSeconds: 1,
    scalingConfig: { maximumConcurrency: 4 },
    functionResponseTypes: ["ReportBatchItemFailures"],
  });

  assert.equal(local.resources.eventSourceMappings(), [
    {
      uuid: made.id,
      functionName: "worker",
      queueArn,
      region: "eu-north-1",
      queueUrl: `${local.cloud.endpoints.sqs}/000000000000/orders`,
      batchSize: 5,
      maximumBatchingWindowSeconds: 1,
      maximumConcurrency: 4,
    },
  ]);
  assert.match(made.id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

test("keeps the mapping of a table's stream, by the name that the table gives it", async ({ local }) => {
  const stream = { streamEnabled: true, streamViewType: "NEW_AND_OLD_IMAGES" };
  const keyed = {
    name: "things",
    hashKey: "id",
    attributes: [{ name: "id", type: "S" }],
    billingMode: "PAY_PER_REQUEST",
  };
  const table = await local.make("aws:dynamodb/table:Table", { ...keyed, ...stream });
  const pattern = { dynamodb: { NewImage: { events_to: { S: [{ exists: true }] } } } };
  const inputs = {
    eventSourceArn: table.state.streamArn,
    functionName: functionArn,
    startingPosition: "LATEST",
    bisectBatchOnFunctionError: true,
    filterCriteria: { filters: [{ pattern: JSON.stringify(pattern) }] },
    functionResponseTypes: ["ReportBatchItemFailures"],
  };
  const type = "aws:lambda/eventSourceMapping:EventSourceMapping";
  const made = await local.make(type, inputs);

  assert.equal(local.resources.eventSourceMappings(), [
    {
      uuid: made.id,
      functionName: "worker",
      tableName: "things",
      streamArn: `arn:aws:dynamodb:eu-north-1:000000000000:table/things/stream/${table.state.streamLabel}`,
      region: "eu-north-1",
      batchSize: 100,
      maximumBatchingWindowSeconds: 0,
      bisects: true,
      filters: [pattern],
    },
  ]);
  await assertRefused(
    local,
    [
      type,
      { ...inputs, startingPosition: "TRIM_HORIZON" },
      "startingPosition: the local run knows LATEST only, for a stream",
    ],
    [type, { ...inputs, maximumRetryAttempts: 3 }, "maximumRetryAttempts: the local run knows -1 only, for a stream"],
    [type, { ...inputs, filterCriteria: { filters: [{ pattern: "[]" }] } }, "filters[0]: must be a pattern"],
  );
});

test("joins rules with their targets whatever their order", async ({ local }) => {
  const [rule, target] = ["aws:cloudwatch/eventRule:EventRule", "aws:cloudwatch/eventTarget:EventTarget"];
  const scheduleExpression = "rate(1 minute)";
  await local.make(target, { rule: "sweep", arn: functionArn, input: '{"job":"sweep"}' });
  await local.make(rule, { name: "sweep", scheduleExpression });

  const expected = { name: "sweep", expression: "rate(1 minute)", functionName: "worker", input: { job: "sweep" } };
  assert.equal(local.resources.schedules(), [expected]);

  await local.make(target, { rule: "missing", arn: functionArn });
  assert.throws(
    () => local.resources.schedules(),
    "the schedule of worker names the rule missing, which does not exist",
  );
});

test("refuses what is switched off, and what it could not answer", ({ local }) => {
  const mapping = { eventSourceArn: queueArn, functionName: functionArn };
  const type = "aws:lambda/eventSourceMapping:EventSourceMapping";
  return assertRefused(
    local,
    [type, { ...mapping, enabled: false }, "enabled: the local run has no mapping that is switched off"],
    [type, mapping, "functionResponseTypes: the local run maps to functions that report batch item failures only"],
    [
      "aws:cloudwatch/eventRule:EventRule",
      { name: "off", scheduleExpression: "rate(1 minute)", state: "DISABLED" },
      "state: the local run has no rule that is switched off",
    ],
  );
});

test("stores secrets with and without a value under the ARN that the program sees", async ({ local }) => {
  const empty = await local.make("aws:secretsmanager/secret:Secret", { name: "openai/local" });
  const full = await local.make("aws:secretsmanager/secret:Secret", { name: "twilio-sms/local" }, "full");
  await local.make("aws:secretsmanager/secretVersion:SecretVersion", { secretId: full.id, secretString: "{}" });

  const read = async (SecretId: string): Promise<unknown> => {
    const client = secretsAt(local.secretsManager.url);
    const asked = client.send(new GetSecretValueCommand({ SecretId })).catch((error: Error) => error.name);
    const answer = await asked.finally(() => client.destroy());
    return typeof answer === "string" ? answer : { SecretString: answer.SecretString, ARN: answer.ARN };
  };

  assert.match(full.id, /^arn:aws:secretsmanager:eu-north-1:000000000000:secret:twilio-sms\/local-[0-9a-f]{6}$/);
  assert.equal(await read("twilio-sms/local"), { SecretString: "{}", ARN: full.id });
  assert.equal(await read(empty.id), "ResourceNotFoundException");
});

test("creates topics and subscriptions, warning of those that get nothing", async ({ local }) => {
  const topic = await local.make("aws:sns/topic:Topic", { name: "alarms" });
  const type = "aws:sns/topicSubscription:TopicSubscription";
  const subscription = await local.make(type, { topic: topic.id, protocol: "email", endpoint: "ops@example.com" });

  assert.is(topic.id, "arn:aws:sns:eu-north-1:000000000000:alarms");
  assert.match(subscription.id, /^arn:aws:sns:eu-north-1:000000000000:alarms:[0-9a-f-]{36}$/);
  assert.equal(local.warnings, ["A subscription by email gets nothing in the local run"]);
  const gone = { topic: `${topic.id}-none`, protocol: "sqs", endpoint: queueArn };
  await assertRefused(local, [type, gone, "SNS Subscribe: Topic does not exist"]);
});

test("declares metric filters and alarms, which work on log lines", async ({ local }) => {
  const topic = "arn:aws:sns:eu-north-1:000000000000:alarms";
  await local.make("aws:cloudwatch/logMetricFilter:LogMetricFilter", {
    name: "errors",
    logGroupName: "/aws/lambda/worker",
    pattern: '{ $.level = "ERROR" }',
    metricTransformation: { namespace: "app", name: "errors", value: "2", defaultValue: "0" },
  });
  const given = {
    name: "errors",
    namespace: "app",
    metricName: "errors",
    statistic: "Sum",
    evaluationPeriods: 1,
    threshold: 1,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    treatMissingData: "notBreaching",
    alarmActions: [topic],
  };
  await local.make("aws:cloudwatch/metricAlarm:MetricAlarm", { ...given, period: 60, alarmDescription: "too many" });

  const timestamp = new Date().toISOString();
  local.cloudWatch.ingest({ logGroup: "/aws/lambda/worker", timestamp, line: '{"level":"ERROR"}' });
  local.cloudWatch.evaluate();

  const [state, ...others] = local.cloudWatch.alarms();
  assert.equal([state?.value, others], ["ALARM", []]);
  assert.equal(state?.alarm, {
    ...given,
    arn: "arn:aws:cloudwatch:eu-north-1:000000000000:alarm:errors",
    description: "too many",
    dimensions: {},
    periodSeconds: 60,
    actionsEnabled: true,
  });
  const computed = { ...given, name: "ratio", metricQueries: [{ id: "a" }] };
  await assertRefused(local, [
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    computed,
    "metricQueries is not supported by the local run",
  ]);
});

test("checks policies and dashboards as AWS would parse them", async ({ local }) => {
  const policy = (statement: object, Version = "2012-10-17") => ({
    policy: JSON.stringify({ Version, Statement: [statement] }),
  });
  const allow = { Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" };
  const { Resource: _, ...nowhere } = allow;
  const identity = "aws:iam/policy:Policy";
  const trusting = (statement: object) => ({ name: "worker", assumeRolePolicy: policy(statement).policy });

  await assertRefused(
    local,
    ["aws:iam/role:Role", trusting(allow), "assumeRolePolicy.Statement[0].Principal is missing"],
    [identity, policy(nowhere), "policy.Statement[0].Resource is missing"],
    ["aws:iam/rolePolicy:RolePolicy", { role: "r", ...policy(nowhere) }, "policy.Statement[0].Resource is missing"],
    [identity, policy(allow, "2025-01-01"), "policy.Version must be 2012-10-17"],
    [identity, policy({ ...allow, Action: "Send" }), "policy.Statement[0].Action Send must look like service:Action"],
    [identity, policy({ ...allow, Effect: "allow" }), "policy.Statement[0].Effect must be Allow or Deny"],
    [
      "aws:cloudwatch/dashboard:Dashboard",
      { dashboardName: "d", dashboardBody: "{}" },
      "dashboardBody must hold a list of widgets",
    ],
  );
  const trust = trusting({ ...allow, Action: "sts:AssumeRole", Principal: { Service: "x" } });
  const role = await local.make("aws:iam/role:Role", trust);
  assert.is(role.state.arn, "arn:aws:iam::000000000000:role/worker");
});
