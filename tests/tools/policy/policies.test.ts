import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { RegisteredResource } from "../../../tools/engine/program/deployment";
import { policies } from "../../../tools/policy/rules";
import { captured } from "../../infra/helpers/captures";
import { type Analysed, analyse } from "./analyse";

const test = suite("policy pack");

for (const capture of ["dev", "prod", "changed", "deployedDev", "deployedProd"] as const) {
  test(`finds nothing against what the program declares: ${capture}`, async () => {
    assert.equal(await analyse((await captured(capture)).resources), []);
  });
}

type Change = Partial<Pick<Analysed, "inputs" | "protect" | "propertyDependencies">>;
type Case = {
  readonly rule: string;
  readonly title: string;
  readonly type: string;
  readonly name: string;
  readonly change: (resource: RegisteredResource) => Change;
  readonly message: string;
};

const given = (inputs: Readonly<Record<string, unknown>>) => (resource: RegisteredResource) => ({
  inputs: { ...resource.inputs, ...inputs },
});

/** A resource's inputs and what they depend on, without one of them. */
const without = (input: string) => (resource: RegisteredResource) => ({
  inputs: { ...resource.inputs, [input]: undefined },
  propertyDependencies: { ...resource.propertyDependencies, [input]: [] },
});

const allowing = (statement: Readonly<Record<string, unknown>>) =>
  given({
    policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Resource: "*", ...statement }] }),
  });

const router = { type: "aws:lambda/function:Function", name: "router" } as const;
const routerPolicy = { type: "aws:iam/rolePolicy:RolePolicy", name: "router" } as const;
const queue = { type: "aws:sqs/queue:Queue", name: "sms" } as const;
const conversations = { type: "aws:dynamodb/table:Table", name: "conversations" } as const;
const environment = (variables: Readonly<Record<string, string>>) => given({ environment: { variables } });

/** Each changes one resource of prod, against which nothing is found otherwise. */
const cases: readonly Case[] = [
  {
    rule: "no-action-by-pattern",
    title: "a policy that allows all actions of a service",
    ...routerPolicy,
    change: allowing({ Action: ["sqs:SendMessage", "dynamodb:*"] }),
    message: "allows dynamodb:*",
  },
  {
    rule: "no-action-by-pattern",
    title: "a policy that allows everything but something",
    ...routerPolicy,
    change: allowing({ NotAction: "iam:PassRole" }),
    message: "allows all actions but some",
  },
  {
    rule: "queues-have-dead-letters",
    title: "a queue without dead letters",
    type: queue.type,
    name: "sms",
    change: without("redrivePolicy"),
    message: "has no dead-letter queue",
  },
  {
    rule: "visibility-outlasts-function",
    title: "a queue that gives messages out again too soon",
    ...queue,
    change: given({ visibilityTimeoutSeconds: 899 }),
    message: "hides messages for 899 s; its function needs 900 s",
  },
  {
    rule: "queues-are-encrypted",
    title: "a queue in plain text",
    ...queue,
    change: given({ sqsManagedSseEnabled: false }),
    message: "is not encrypted",
  },
  {
    rule: "queues-need-tls",
    title: "a queue whose policy refuses nothing",
    type: "aws:sqs/queuePolicy:QueuePolicy",
    name: "sms",
    change: given({ policy: JSON.stringify({ Version: "2012-10-17", Statement: [] }) }),
    message: "takes calls without TLS",
  },
  ...[{ maximumConcurrency: 1 }, undefined].map((scalingConfig) => ({
    rule: "consumers-are-limited",
    title: scalingConfig === undefined ? "a consumer without a limit" : "a consumer limited to one at a time",
    type: "aws:lambda/eventSourceMapping:EventSourceMapping",
    name: "sms-processor",
    change: given({ scalingConfig }),
    message: "needs a scalingConfig.maximumConcurrency of at least 2",
  })),
  {
    rule: "log-groups-expire",
    title: "a log group that is kept for ever",
    type: "aws:cloudwatch/logGroup:LogGroup",
    name: "router",
    change: given({ retentionInDays: undefined }),
    message: "keeps its lines for ever",
  },
  {
    rule: "tables-are-encrypted",
    title: "a table in plain text",
    ...conversations,
    change: given({ serverSideEncryption: { enabled: false } }),
    message: "is not encrypted",
  },
  {
    rule: "tables-are-protected",
    title: "a table of prod without point-in-time recovery",
    ...conversations,
    change: given({ pointInTimeRecovery: { enabled: false } }),
    message: "cannot be restored to a point in time",
  },
  {
    rule: "tables-are-protected",
    title: "a table of prod without deletion protection",
    ...conversations,
    change: given({ deletionProtectionEnabled: false }),
    message: "can be deleted in DynamoDB",
  },
  {
    rule: "tables-are-protected",
    title: "a table of prod that Pulumi may delete",
    ...conversations,
    change: () => ({ protect: false }),
    message: "can be deleted by Pulumi",
  },
  ...["role", "runtime", "timeout"].map((input) => ({
    rule: "functions-say-how-they-run",
    title: `a function without ${input}`,
    ...router,
    change: given({ [input]: undefined }),
    message: `has no ${input}`,
  })),
  {
    rule: "no-secret-in-environment",
    title: "a variable whose name is a secret's",
    ...router,
    change: environment({ TWILIO_AUTH_TOKEN: "x" }),
    message: "has a secret in its environment variable TWILIO_AUTH_TOKEN",
  },
  {
    rule: "no-secret-in-environment",
    title: "a variable that holds a provider's key",
    ...router,
    change: environment({ OPENAI: "sk-0123456789abcdef" }),
    message: "has a secret in its environment variable OPENAI",
  },
  {
    rule: "buckets-are-private",
    title: "a bucket that a policy may open",
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    name: "audit",
    change: given({ blockPublicPolicy: false }),
    message: "does not block public access",
  },
  {
    rule: "alarms-notify",
    title: "an alarm that nobody hears",
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    name: "sms-dead-letters",
    change: given({ alarmActions: [] }),
    message: "has no action",
  },
];

for (const { rule, title, type, name, change, message } of cases) {
  test(`${rule} finds ${title}`, async () => {
    const { resources } = await captured("prod");
    const found = resources.filter((one) => one.type === type && one.name === name);
    const changed = resources.map((one) => (found.includes(one) ? { ...one, ...change(one) } : one));

    const violations = await analyse(changed);

    assert.is(found.length, 1);
    assert.equal(
      violations
        .filter((one) => one.rule === rule && one.resource === name)
        .map((one) => ({ resource: one.resource, message: one.message })),
      [{ resource: name, message }],
    );
  });
}

test("no-secret-in-environment finds the text of a secret of the stack, and a part of it", async () => {
  const { resources } = await captured("changed");
  const withVariable = (value: string) =>
    resources.map((one) =>
      one.type === router.type && one.name === "router"
        ? { ...one, inputs: { ...one.inputs, environment: { variables: { SETTING: value } } } }
        : one,
    );
  const rulesBroken = async (value: string) => (await analyse(withVariable(value))).map(({ rule }) => rule);

  assert.equal(await rulesBroken("canary-of-a-token"), ["no-secret-in-environment"]);
  assert.equal(await rulesBroken("Bearer canary-of-a-token"), ["no-secret-in-environment"]);
  assert.equal(await rulesBroken("canary"), []);
});

test("tables-are-protected leaves a stack alone that is thrown away", async () => {
  const { resources } = await captured("dev");
  const table = resources.find((one) => one.type === conversations.type && one.name === "conversations");

  assert.is(table?.protect, false);
  assert.equal(await analyse(table === undefined ? [] : [table]), []);
});

test("has a case for every rule", () => {
  assert.equal([...new Set(cases.map(({ rule }) => rule))].sort(), policies.map(({ name }) => name).sort());
});

test.run();
