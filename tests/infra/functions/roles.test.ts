import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Capture, captured } from "../helpers/captures";
import {
  ACCOUNT,
  allOf,
  arn,
  assertNone,
  channelNames,
  inputsOf,
  oneOf,
  parsed,
  policyOf,
  STREAM,
} from "../helpers/declared";

const test = suite("roles");

const allow = (Sid: string, Action: readonly string[], Resource: readonly string[]) => ({
  Sid,
  Effect: "Allow",
  Action,
  Resource,
});

type Statement = ReturnType<typeof allow> & { readonly Condition?: object };

const writeLogs = (functionName: string) =>
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

/** The key that projects share, and those of their own. */
const openaiKeys = (channel: keyof typeof carrierOf, stack: string): readonly string[] =>
  [channel, `*/*/${channel}`].map((name) => secret(`openai-api-key/${name}`, stack));

const statementsOf = (stack: string): Readonly<Record<string, readonly Statement[]>> => {
  const conversations = table("conversations", stack);
  const findProject = allow("FindProject", ["dynamodb:GetItem"], [table("company-data", stack)]);
  const readSecrets = (...secrets: readonly string[]) =>
    allow("ReadSecrets", ["secretsmanager:GetSecretValue"], secrets);
  const takeMessages = (owner: string) =>
    allow(
      "TakeMessages",
      ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"],
      [arn("sqs", `ai-multi-comms-${owner}-queue-${stack}`)],
    );
  const keepConversations = (resources: readonly string[]) =>
    allow(
      "KeepConversations",
      ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:Query"],
      resources,
    );
  const processor = (channel: keyof typeof carrierOf) => [
    takeMessages(channel),
    keepConversations([conversations, `${conversations}/index/*`]),
    readSecrets(
      credentials(channel, stack),
      ...openaiKeys(channel, stack),
      secret("receipt-key", stack),
      secret("consent-key", stack),
    ),
  ];
  return {
    router: [
      findProject,
      {
        ...allow("RecogniseRequest", ["dynamodb:GetItem"], [conversations]),
        Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["request#*", "spent#*"] } },
      },
      allow("QueueRequest", ["sqs:SendMessage"], queues(stack)),
    ],
    desk: [
      findProject,
      allow("KeepConversations", ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:UpdateItem"], [conversations]),
      {
        ...allow("CancelRequest", ["dynamodb:PutItem"], [conversations]),
        Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["request#*"] } },
      },
    ],
    receipts: [
      allow("KeepConversations", ["dynamodb:GetItem", "dynamodb:UpdateItem"], [conversations]),
      {
        ...allow("RecordConsent", ["dynamodb:PutItem"], [conversations]),
        Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["consent#*"] } },
      },
      readSecrets(
        ...channelNames.map((channel) => credentials(channel, stack)),
        secret("receipt-key", stack),
        secret("consent-key", stack),
      ),
    ],
    inbound: [
      findProject,
      {
        ...allow("KeepConsent", ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], [conversations]),
        Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["consent#*"] } },
      },
      allow("QueueReceived", ["sqs:SendMessage"], [arn("sqs", `ai-multi-comms-replies-queue-${stack}`)]),
      allow("KeepAttachments", ["s3:PutObject"], [`arn:aws:s3:::ai-multi-comms-attachments-${ACCOUNT}-${stack}/*`]),
      readSecrets(
        ...channelNames.map((channel) => credentials(channel, stack)),
        secret("receipt-key", stack),
        secret("consent-key", stack),
      ),
    ],
    replies: [
      takeMessages("replies"),
      allow("FindProjects", ["dynamodb:Query"], [table("company-data", stack)]),
      keepConversations([conversations]),
      allow(
        "FindConversations",
        ["dynamodb:Query"],
        ["whatsapp", "sms"].map((channel) => `${conversations}/index/company-${channel}-number-recipient-tel-index`),
      ),
      readSecrets(secret("receipt-key", stack), secret("consent-key", stack)),
    ],
    sweeper: [
      allow(
        "FindDueChecks",
        ["dynamodb:Query"],
        ["next-check-index", "retention-index"].map((index) => `${conversations}/index/${index}`),
      ),
      allow("KeepConversations", ["dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:Query"], [conversations]),
      findProject,
      allow("QueueAgain", ["sqs:SendMessage"], [...queues(stack), arn("sqs", `ai-multi-comms-replies-queue-${stack}`)]),
      readSecrets(
        credentials("whatsapp", stack),
        credentials("sms", stack),
        ...channelNames.flatMap((channel) => openaiKeys(channel, stack)),
      ),
    ],
    events: [
      allow(
        "ReadWrites",
        ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
        [`${conversations}/stream/${STREAM}`],
      ),
      allow("FindProjects", ["dynamodb:GetItem", "dynamodb:Query"], [table("company-data", stack)]),
      allow("QueueEvents", ["sqs:SendMessage"], [arn("sqs", `ai-multi-comms-events-queue-${stack}`)]),
    ],
    webhooks: [
      takeMessages("events"),
      allow("GiveUp", ["sqs:SendMessage"], [arn("sqs", `ai-multi-comms-events-dlq-${stack}`)]),
      findProject,
      {
        ...readSecrets(secret("webhook-secret/*/*", stack)),
        Condition: { StringEquals: { "aws:ResourceTag/ai-multi-comms:stack": [stack] } },
      },
    ],
    ...Object.fromEntries(channelNames.map((channel) => [`${channel}-processor`, processor(channel)])),
  };
};

const traces = allow("WriteTraces", ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], ["*"]);

const expectedPolicies = (stack: string, more: readonly Statement[] = []) =>
  Object.fromEntries(
    Object.entries(statementsOf(stack)).map(([name, statements]) => [
      name,
      {
        role: `ai-multi-comms-${name}-${stack}`,
        policy: policyOf(...statements, writeLogs(`ai-multi-comms-${name}-${stack}`), ...more),
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

test("allow each function exactly what it needs, and the writing of traces only with tracing on, as in prod", async () => {
  assert.equal(await policies("dev"), expectedPolicies("dev"));
  assert.equal(await policies("prod"), expectedPolicies("prod", [traces]));
  assert.equal(await policies("changed"), expectedPolicies("dev", [traces]));
});

test("allow no action by pattern", async () => {
  const declared = [...Object.values(await policies("dev")), ...Object.values(await policies("changed"))].flatMap(
    ({ policy }) => (policy as { Statement: readonly Statement[] }).Statement,
  );

  assert.ok(declared.length > 0);
  assertNone(declared.flatMap(({ Action }) => Action).filter((action) => action.includes("*")));
  assert.equal(
    declared.filter(({ Resource }) => Resource.includes("*")).map(({ Sid }) => Sid),
    Object.keys(statementsOf("dev")).map(() => "WriteTraces"),
  );
});

test("name no resource of another environment", async () => {
  assert.not.match(JSON.stringify(await policies("prod")), /[a-z-]+-dev\b/);
});

test("are one per function, assumed by Lambda alone, besides API Gateway's for its logs", async () => {
  const run = await captured("dev");
  const roles = Object.fromEntries(
    allOf(run, "iam/role:Role").map(({ name, inputs }) => [
      name,
      { name: inputs.name, trust: parsed(inputs.assumeRolePolicy), managed: inputs.managedPolicyArns },
    ]),
  );
  const trusting = (name: string | undefined, Service: string, condition: object = {}) => ({
    name,
    trust: policyOf({ Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole", ...condition }),
    managed: undefined,
  });

  assert.equal(roles, {
    "ai-multi-comms-api-logs-dev": trusting(undefined, "apigateway.amazonaws.com", {
      Condition: { StringEqualsIfExists: { "aws:SourceAccount": ACCOUNT } },
    }),
    ...Object.fromEntries(
      Object.keys(statementsOf("dev")).map((name) => [
        name,
        trusting(`ai-multi-comms-${name}-dev`, "lambda.amazonaws.com"),
      ]),
    ),
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
