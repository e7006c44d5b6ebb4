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

type Change = Partial<Pick<Analysed, "inputs" | "protect" | "additionalSecretOutputs" | "propertyDependencies">>;
type Resource = readonly [type: string, name: string];
type Case = readonly [
  rule: string,
  title: string,
  resource: Resource,
  change: (resource: RegisteredResource) => Change,
  message: string,
];

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

const environment = (variables: Readonly<Record<string, string>>) => given({ environment: { variables } });

const router: Resource = ["aws:lambda/function:Function", "router"];
const routerPolicy: Resource = ["aws:iam/rolePolicy:RolePolicy", "router"];
const queue: Resource = ["aws:sqs/queue:Queue", "sms"];
const queuePolicy: Resource = ["aws:sqs/queuePolicy:QueuePolicy", "sms"];
const consumer: Resource = ["aws:lambda/eventSourceMapping:EventSourceMapping", "sms-processor"];
const reader: Resource = ["aws:lambda/eventSourceMapping:EventSourceMapping", "events"];
const logGroup: Resource = ["aws:cloudwatch/logGroup:LogGroup", "router"];
const table: Resource = ["aws:dynamodb/table:Table", "conversations"];
const privacy: Resource = ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "audit"];
const alarm: Resource = ["aws:cloudwatch/metricAlarm:MetricAlarm", "sms-dead-letters"];

const ofPolicies: readonly Case[] = (
  [
    ["all actions of a service", { Action: ["sqs:SendMessage", "dynamodb:*"] }, "allows dynamodb:*"],
    ["everything but something", { NotAction: "iam:PassRole" }, "allows all actions but some"],
  ] as const
).map(([what, statement, message]) => [
  "no-action-by-pattern",
  `a policy that allows ${what}`,
  routerPolicy,
  allowing(statement),
  message,
]);

const ofQueues: readonly Case[] = [
  [
    "queues-have-dead-letters",
    "a queue without dead letters",
    queue,
    without("redrivePolicy"),
    "has no dead-letter queue",
  ],
  [
    "visibility-outlasts-function",
    "a queue that gives messages out again too soon",
    queue,
    given({ visibilityTimeoutSeconds: 899 }),
    "hides messages for 899 s; its function needs 900 s",
  ],
  ["queues-are-encrypted", "a queue in plain text", queue, given({ sqsManagedSseEnabled: false }), "is not encrypted"],
  [
    "queues-need-tls",
    "a queue whose policy refuses nothing",
    queuePolicy,
    given({ policy: JSON.stringify({ Version: "2012-10-17", Statement: [] }) }),
    "takes calls without TLS",
  ],
  ...[{ maximumConcurrency: 1 }, undefined].map(
    (scalingConfig): Case => [
      "consumers-are-limited",
      scalingConfig === undefined ? "a consumer without a limit" : "a consumer limited to one at a time",
      consumer,
      given({ scalingConfig }),
      "needs a scalingConfig.maximumConcurrency of at least 2",
    ],
  ),
  [
    "streams-are-read-without-end",
    "a stream's reader that gives up",
    reader,
    given({ maximumRetryAttempts: 5 }),
    "gives records up after some tries or time",
  ],
];

const ofStages: readonly Case[] = (
  [
    ["a stage without a throttle", given({ settings: { metricsEnabled: true } })],
    ["a stage of which one method has a throttle", given({ methodPath: "~1initiate-conversation/POST" })],
  ] as const
).map(([title, change]) => [
  "stages-are-throttled",
  title,
  ["aws:apigateway/methodSettings:MethodSettings", "api"],
  change,
  "has no throttle",
]);

const ofTables: readonly Case[] = [
  [
    "tables-are-encrypted",
    "a table in plain text",
    table,
    given({ serverSideEncryption: { enabled: false } }),
    "is not encrypted",
  ],
  ...(
    [
      [
        "without point-in-time recovery",
        given({ pointInTimeRecovery: { enabled: false } }),
        "cannot be restored to a point in time",
      ],
      ["without deletion protection", given({ deletionProtectionEnabled: false }), "can be deleted in DynamoDB"],
    ] as const
  ).map(([what, change, message]): Case => ["tables-are-protected", `a table of prod ${what}`, table, change, message]),
];

const ofPrecious = (
  [
    table,
    queue,
    ["aws:apigateway/restApi:RestApi", "api"],
    ["aws:apigateway/stage:Stage", "api"],
    ["aws:apigateway/apiKey:ApiKey", "ci-aaa-001-pi-aaa-001--1"],
    ["aws:secretsmanager/secret:Secret", "receipt-key"],
    ["pulumi:index:Stash", "receipt-key"],
    ["aws:cloudtrail/trail:Trail", "audit"],
    ["aws:s3/bucket:Bucket", "audit"],
  ] as const
).map(
  (resource): Case => [
    "precious-is-protected",
    `a ${resource[0].split(":").at(-1)} that Pulumi may delete`,
    resource,
    () => ({ protect: false }),
    "can be deleted by Pulumi",
  ],
);

const ofFunctions: readonly Case[] = [
  ...["role", "runtime", "timeout"].map(
    (input): Case => [
      "functions-say-how-they-run",
      `a function without ${input}`,
      router,
      given({ [input]: undefined }),
      `has no ${input}`,
    ],
  ),
  ...(
    [
      ["whose name is a secret's", "TWILIO_AUTH_TOKEN", "x"],
      ["that holds a provider's key", "OPENAI", "sk-0123456789abcdef"],
    ] as const
  ).map(
    ([what, name, value]): Case => [
      "no-secret-in-environment",
      `a variable ${what}`,
      router,
      environment({ [name]: value }),
      `has a secret in its environment variable ${name}`,
    ],
  ),
];

const ofSecrets = (
  [
    ["aws:apigateway/apiKey:ApiKey", "ci-aaa-001-pi-aaa-001--1", "value"],
    ["aws:apigateway/usagePlanKey:UsagePlanKey", "ci-aaa-001-pi-aaa-001--1", "value"],
    ["aws:secretsmanager/secretVersion:SecretVersion", "receipt-key", "secretString"],
  ] as const
).map(
  ([type, name, output]): Case => [
    "secret-outputs-are-marked",
    `a ${type.split(":").at(-1)} that says nothing of its ${output}`,
    [type, name],
    () => ({ additionalSecretOutputs: [] }),
    `shows its ${output} in the state`,
  ],
);

/** Each changes one resource of prod, against which nothing is found otherwise. */
const cases: readonly Case[] = [
  ...ofPolicies,
  ...ofQueues,
  ...ofStages,
  ...ofTables,
  ...ofPrecious,
  ...ofFunctions,
  ...ofSecrets,
  [
    "log-groups-expire",
    "a log group that is kept for ever",
    logGroup,
    given({ retentionInDays: undefined }),
    "keeps its lines for ever",
  ],
  [
    "buckets-are-private",
    "a bucket that a policy may open",
    privacy,
    given({ blockPublicPolicy: false }),
    "does not block public access",
  ],
  ["alarms-notify", "an alarm that nobody hears", alarm, given({ alarmActions: [] }), "has no action"],
];

for (const [rule, title, [type, name], change, message] of cases) {
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
      one.type === router[0] && one.name === "router"
        ? { ...one, inputs: { ...one.inputs, environment: { variables: { SETTING: value } } } }
        : one,
    );
  const rulesBroken = async (value: string) => (await analyse(withVariable(value))).map(({ rule }) => rule);

  assert.equal(await rulesBroken("canary-of-a-token"), ["no-secret-in-environment"]);
  assert.equal(await rulesBroken("Bearer canary-of-a-token"), ["no-secret-in-environment"]);
  assert.equal(await rulesBroken("canary"), []);
});

test("what protects data leaves a stack alone that is thrown away", async () => {
  const { resources } = await captured("dev");
  const conversations = resources.find((one) => one.type === table[0] && one.name === "conversations");

  assert.is(conversations?.protect, false);
  assert.equal(await analyse(conversations === undefined ? [] : [conversations]), []);
});

test("has a case for every rule", () => {
  assert.equal([...new Set(cases.map(([rule]) => rule))].sort(), policies.map(({ name }) => name).sort());
});
