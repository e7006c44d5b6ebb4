import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Capture, captured } from "./helpers/captures";
import { allOf, arn, channelNames, inputsOf, oneOf, parsed } from "./helpers/declared";

const test = suite("roles");

type Statement = {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
};

const allow = (Sid: string, Action: readonly string[], Resource: readonly string[]): Statement => ({
  Sid,
  Effect: "Allow",
  Action,
  Resource,
});

const writeLogs = (functionName: string): Statement =>
  allow(
    "WriteLogs",
    ["logs:CreateLogStream", "logs:PutLogEvents"],
    [arn("logs", `log-group:/aws/lambda/${functionName}:*`)],
  );

const carrierOf = { whatsapp: "twilio", sms: "twilio", email: "sendgrid" } as const;

const routerStatements = (stack: string): readonly Statement[] => [
  allow("FindProject", ["dynamodb:GetItem"], [arn("dynamodb", `table/ai-multi-comms-company-data-${stack}`)]),
  allow(
    "QueueRequest",
    ["sqs:SendMessage"],
    channelNames.map((channel) => arn("sqs", `ai-multi-comms-${channel}-queue-${stack}`)),
  ),
  writeLogs(`ai-multi-comms-router-${stack}`),
];

const processorStatements = (channel: (typeof channelNames)[number], stack: string): readonly Statement[] => [
  allow(
    "TakeMessages",
    ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"],
    [arn("sqs", `ai-multi-comms-${channel}-queue-${stack}`)],
  ),
  allow(
    "KeepConversations",
    ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:Query"],
    [
      arn("dynamodb", `table/ai-multi-comms-conversations-${stack}`),
      arn("dynamodb", `table/ai-multi-comms-conversations-${stack}/index/*`),
    ],
  ),
  allow(
    "ReadSecrets",
    ["secretsmanager:GetSecretValue"],
    [
      arn("secretsmanager", `secret:ai-multi-comms/${channel}-credentials/*/*/${carrierOf[channel]}-${stack}-??????`),
      arn("secretsmanager", `secret:ai-multi-comms/openai-api-key/${channel}-${stack}-??????`),
    ],
  ),
  writeLogs(`ai-multi-comms-${channel}-processor-${stack}`),
];

const traces = allow("WriteTraces", ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], ["*"]);

const expectedPolicies = (stack: string, more: readonly Statement[] = []) =>
  Object.fromEntries(
    [
      { name: "router", statements: routerStatements(stack) },
      ...channelNames.map((channel) => ({
        name: `${channel}-processor`,
        statements: processorStatements(channel, stack),
      })),
    ].map(({ name, statements }) => [
      name,
      {
        role: `ai-multi-comms-${name}-${stack}`,
        policy: { Version: "2012-10-17", Statement: [...statements, ...more] },
      },
    ]),
  );

const policies = async (capture: Capture) =>
  Object.fromEntries(
    allOf(await captured(capture), "iam/rolePolicy:RolePolicy").map(({ name, inputs }) => [
      name,
      { role: inputs.role, policy: parsed(inputs.policy) },
    ]),
  );

test("allow each function exactly what it needs, in dev and in prod", async () => {
  assert.equal(await policies("dev"), expectedPolicies("dev"));
  assert.equal(await policies("prod"), expectedPolicies("prod"));
});

test("allow the writing of traces besides, and only with tracing on", async () => {
  assert.equal(await policies("changed"), expectedPolicies("dev", [traces]));
});

test("allow no action by pattern", async () => {
  const declared = (await Promise.all(["dev", "changed"].map((one) => policies(one as Capture)))).flatMap((one) =>
    Object.values(one).flatMap(({ policy }) => (policy as { Statement: readonly Statement[] }).Statement),
  );

  assert.ok(declared.length > 0);
  assert.equal(
    declared.flatMap(({ Action }) => Action).filter((action) => action.includes("*")),
    [],
  );
  assert.equal(
    declared.filter(({ Resource }) => Resource.includes("*")).map(({ Sid }) => Sid),
    ["WriteTraces", "WriteTraces", "WriteTraces", "WriteTraces"],
  );
});

test("name no resource of another environment", async () => {
  const others = JSON.stringify(await policies("prod")).match(/[a-z-]+-dev\b/g);

  assert.is(others, null);
});

test("are one per function, assumed by Lambda alone, besides API Gateway's for its logs", async () => {
  const run = await captured("dev");
  const roles = Object.fromEntries(
    allOf(run, "iam/role:Role").map(({ name, inputs }) => [
      name,
      { name: inputs.name, trust: parsed(inputs.assumeRolePolicy), managed: inputs.managedPolicyArns },
    ]),
  );
  const trusting = (service: string) => ({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });
  const ofFunction = (name: string) => ({
    name: `ai-multi-comms-${name}-dev`,
    trust: trusting("lambda.amazonaws.com"),
    managed: undefined,
  });

  assert.equal(roles, {
    "ai-multi-comms-api-logs-dev": {
      name: undefined,
      trust: trusting("apigateway.amazonaws.com"),
      managed: undefined,
    },
    router: ofFunction("router"),
    "whatsapp-processor": ofFunction("whatsapp-processor"),
    "sms-processor": ofFunction("sms-processor"),
    "email-processor": ofFunction("email-processor"),
  });
});

test("have one managed policy between them: API Gateway's own for writing logs", async () => {
  const attachments = allOf(await captured("dev"), "iam/rolePolicyAttachment:RolePolicyAttachment");

  assert.equal(
    attachments.map(({ inputs }) => inputs.policyArn),
    ["arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"],
  );
  assert.match(String(attachments[0]?.inputs.role), /^ai-multi-comms-api-logs-dev-/);
});

test("stay with the account's log setting when the stack goes, and are not made where another stack made them", async () => {
  const dev = await captured("dev");
  const changed = await captured("changed");

  assert.ok(oneOf(dev, "iam/role:Role", "ai-multi-comms-api-logs-dev").retainOnDelete);
  assert.ok(oneOf(dev, "apigateway/account:Account", "api-account").retainOnDelete);
  assert.match(String(inputsOf(dev, "apigateway/account:Account", "api-account").cloudwatchRoleArn), "api-logs-dev");
  assert.equal(allOf(changed, "apigateway/account:Account"), []);
  assert.equal(allOf(changed, "iam/rolePolicyAttachment:RolePolicyAttachment"), []);
});

test.run();
