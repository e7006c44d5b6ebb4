import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Capture, captured } from "../helpers/captures";
import { allOf, arn, assertNone, channelNames, inputsOf, oneOf, parsed } from "../helpers/declared";

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

const table = (name: string, stack: string): string => arn("dynamodb", `table/ai-multi-comms-${name}-${stack}`);

const queues = (stack: string): readonly string[] =>
  channelNames.map((channel) => arn("sqs", `ai-multi-comms-${channel}-queue-${stack}`));

const secret = (pattern: string, stack: string): string =>
  arn("secretsmanager", `secret:ai-multi-comms/${pattern}-${stack}-??????`);

const credentials = (channel: keyof typeof carrierOf, stack: string): string =>
  secret(`${channel}-credentials/*/*/${carrierOf[channel]}`, stack);

const routerStatements = (stack: string): readonly Statement[] => [
  allow("FindProject", ["dynamodb:GetItem"], [table("company-data", stack)]),
  allow("QueueRequest", ["sqs:SendMessage"], queues(stack)),
];

const processorStatements = (channel: keyof typeof carrierOf, stack: string): readonly Statement[] => [
  allow(
    "TakeMessages",
    ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"],
    [arn("sqs", `ai-multi-comms-${channel}-queue-${stack}`)],
  ),
  allow(
    "KeepConversations",
    ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:Query"],
    [table("conversations", stack), `${table("conversations", stack)}/index/*`],
  ),
  allow(
    "ReadSecrets",
    ["secretsmanager:GetSecretValue"],
    [credentials(channel, stack), secret(`openai-api-key/${channel}`, stack), secret("receipt-key", stack)],
  ),
];

const receiptsStatements = (stack: string): readonly Statement[] => [
  allow("FindProject", ["dynamodb:GetItem"], [table("company-data", stack)]),
  allow("KeepConversations", ["dynamodb:GetItem", "dynamodb:UpdateItem"], [table("conversations", stack)]),
  allow(
    "ReadSecrets",
    ["secretsmanager:GetSecretValue"],
    [...channelNames.map((channel) => credentials(channel, stack)), secret("receipt-key", stack)],
  ),
];

const sweeperStatements = (stack: string): readonly Statement[] => [
  allow("FindDueChecks", ["dynamodb:Query"], [`${table("conversations", stack)}/index/next-check-index`]),
  allow(
    "KeepConversations",
    ["dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:Query"],
    [table("conversations", stack)],
  ),
  allow("QueueAgain", ["sqs:SendMessage"], queues(stack)),
  allow("ReadSecrets", ["secretsmanager:GetSecretValue"], [credentials("whatsapp", stack), credentials("sms", stack)]),
];

const traces = allow("WriteTraces", ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], ["*"]);

const statementsOf = (stack: string): Readonly<Record<string, readonly Statement[]>> => ({
  router: routerStatements(stack),
  receipts: receiptsStatements(stack),
  sweeper: sweeperStatements(stack),
  ...Object.fromEntries(channelNames.map((channel) => [`${channel}-processor`, processorStatements(channel, stack)])),
});

const expectedPolicies = (stack: string, more: readonly Statement[] = []) =>
  Object.fromEntries(
    Object.entries(statementsOf(stack)).map(([name, statements]) => [
      name,
      {
        role: `ai-multi-comms-${name}-${stack}`,
        policy: {
          Version: "2012-10-17",
          Statement: [...statements, writeLogs(`ai-multi-comms-${name}-${stack}`), ...more],
        },
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
  assert.equal(await policies("prod"), expectedPolicies("prod", [traces]));
});

test("allow the writing of traces besides, and only with tracing on as it is in prod", async () => {
  assert.equal(await policies("changed"), expectedPolicies("dev", [traces]));
});

test("allow no action by pattern", async () => {
  const declared = (await Promise.all(["dev", "changed"].map((one) => policies(one as Capture)))).flatMap((one) =>
    Object.values(one).flatMap(({ policy }) => (policy as { Statement: readonly Statement[] }).Statement),
  );

  assert.ok(declared.length > 0);
  assertNone(declared.flatMap(({ Action }) => Action).filter((action) => action.includes("*")));
  assert.equal(
    declared.filter(({ Resource }) => Resource.includes("*")).map(({ Sid }) => Sid),
    Object.keys(statementsOf("dev")).map(() => "WriteTraces"),
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
    ...Object.fromEntries(Object.keys(statementsOf("dev")).map((name) => [name, ofFunction(name)])),
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
