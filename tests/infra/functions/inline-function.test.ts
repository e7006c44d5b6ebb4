import { suite } from "uvu";
import * as assert from "uvu/assert";
import { captured } from "../helpers/captures";
import { allOf, arn, channelNames, inputsByName, oneOf, queueUrl } from "../helpers/declared";

const test = suite("inline-function");

type Expected = {
  readonly stack: string;
  readonly logLevel: string;
  readonly router: { readonly memorySize: number; readonly timeout: number };
  readonly processor: { readonly memorySize: number; readonly timeout: number };
  readonly tracing: Readonly<Record<string, unknown>>;
};

const asConfigured = {
  router: { memorySize: 256, timeout: 15 },
  processor: { memorySize: 512, timeout: 150 },
  tracing: {},
};

const stacks = [
  { capture: "dev", stack: "dev", logLevel: "DEBUG", ...asConfigured },
  { capture: "prod", stack: "prod", logLevel: "INFO", ...asConfigured, tracing: { tracingConfig: { mode: "Active" } } },
  {
    capture: "changed",
    stack: "dev",
    logLevel: "ERROR",
    router: { memorySize: 512, timeout: 20 },
    processor: { memorySize: 1024, timeout: 100 },
    tracing: { tracingConfig: { mode: "Active" } },
  },
] as const;

const common = (name: string, { stack, logLevel, tracing }: Expected) => ({
  name: `ai-multi-comms-${name}-${stack}`,
  runtime: "nodejs24.x",
  architectures: ["arm64"],
  handler: "__index.handler",
  role: `arn:aws:iam::000000000000:role/ai-multi-comms-${name}-${stack}`,
  loggingConfig: {
    logFormat: "JSON",
    applicationLogLevel: logLevel,
    systemLogLevel: "WARN",
    logGroup: `/aws/lambda/ai-multi-comms-${name}-${stack}`,
  },
  ...tracing,
});

type Tables = "COMPANY_TABLE" | "CONVERSATIONS_TABLE";

const tables = (stack: string, ...names: readonly Tables[]) => {
  const all = {
    COMPANY_TABLE: `ai-multi-comms-company-data-${stack}`,
    CONVERSATIONS_TABLE: `ai-multi-comms-conversations-${stack}`,
  };
  return Object.fromEntries(names.map((name) => [name, all[name]]));
};

const queues = (stack: string) => ({
  WHATSAPP_QUEUE_URL: queueUrl(`ai-multi-comms-whatsapp-queue-${stack}`),
  SMS_QUEUE_URL: queueUrl(`ai-multi-comms-sms-queue-${stack}`),
  EMAIL_QUEUE_URL: queueUrl(`ai-multi-comms-email-queue-${stack}`),
});

const functionsOf = (expected: Expected, receiptsUrl: string) => {
  const { stack, router, processor } = expected;
  const declared = (
    name: string,
    size: Expected["router"],
    description: string,
    variables: Readonly<Record<string, string | undefined>>,
  ) => [
    name,
    {
      ...common(name, expected),
      ...size,
      description,
      environment: { variables: { ...variables, METRIC_NAMESPACE: `AiMultiComms/${stack}` } },
    },
  ];
  return Object.fromEntries([
    declared("router", router, "Accepts requests to start a conversation", {
      ...tables(stack, "COMPANY_TABLE"),
      ...queues(stack),
    }),
    declared("receipts", router, "Takes the carriers' receipts", tables(stack, "COMPANY_TABLE", "CONVERSATIONS_TABLE")),
    declared(
      "sweeper",
      { ...processor, timeout: 300 },
      "Looks into uncertain sends and picks up what dead workers left behind",
      { ...tables(stack, "CONVERSATIONS_TABLE"), ...queues(stack) },
    ),
    ...channelNames.map((channel) =>
      declared(`${channel}-processor`, processor, `Writes and sends the ${channel} messages`, {
        ...tables(stack, "CONVERSATIONS_TABLE"),
        QUEUE_URL: queueUrl(`ai-multi-comms-${channel}-queue-${stack}`),
        RECEIPTS_URL: receiptsUrl,
        NODE_OPTIONS: `--max-semi-space-size=${processor.memorySize / 16}`,
      }),
    ),
  ]);
};

for (const { capture, ...expected } of stacks) {
  test(`declares router, receipts, sweeper and a processor per channel: ${capture}`, async () => {
    const run = await captured(capture);

    const declared = allOf(run, "lambda/function:Function").map(({ name, inputs }) => {
      const { code: _, ...others } = inputs;
      return [name, others];
    });

    assert.equal(Object.fromEntries(declared), functionsOf(expected, String(run.outputs.receiptsUrl)));
  });
}

for (const [capture, days] of [
  ["dev", 14],
  ["changed", 30],
] as const) {
  test(`makes a log group per function and for the API, and keeps its lines ${days} days: ${capture}`, async () => {
    assert.equal(inputsByName(await captured(capture), "cloudwatch/logGroup:LogGroup"), {
      ...Object.fromEntries(
        ["router", "receipts", "sweeper", ...channelNames.map((channel) => `${channel}-processor`)].map((name) => [
          name,
          { name: `/aws/lambda/ai-multi-comms-${name}-dev`, retentionInDays: days },
        ]),
      ),
      "api-access": { name: "/aws/apigateway/ai-multi-comms-api-dev", retentionInDays: days },
    });
  });
}

test("gives a function its permissions and log group before it is made", async () => {
  const run = await captured("dev");

  const { dependencies } = oneOf(run, "lambda/function:Function", "router");

  assert.ok(dependencies.includes(oneOf(run, "iam/rolePolicy:RolePolicy", "router").urn));
  assert.ok(dependencies.includes(oneOf(run, "cloudwatch/logGroup:LogGroup", "router").urn));
});

test("feeds every processor from its queue in batches that can fail in part", async () => {
  const mapping = (channel: string, batch: Readonly<Record<string, unknown>>, maximumConcurrency: number) => ({
    functionName: `ai-multi-comms-${channel}-processor-dev`,
    eventSourceArn: arn("sqs", `ai-multi-comms-${channel}-queue-dev`),
    ...batch,
    functionResponseTypes: ["ReportBatchItemFailures"],
    scalingConfig: { maximumConcurrency },
  });
  const mappingsOf = async (capture: "dev" | "changed") =>
    inputsByName(await captured(capture), "lambda/eventSourceMapping:EventSourceMapping");
  const forAll = (batch: Readonly<Record<string, unknown>>, maximumConcurrency: number) =>
    Object.fromEntries(
      channelNames.map((channel) => [`${channel}-processor`, mapping(channel, batch, maximumConcurrency)]),
    );

  assert.equal(await mappingsOf("dev"), forAll({ batchSize: 10, maximumBatchingWindowInSeconds: 0 }, 20));
  assert.equal(await mappingsOf("changed"), forAll({ batchSize: 100, maximumBatchingWindowInSeconds: 2 }, 4));
});

test("attaches a queue only once its processor may read it", async () => {
  const run = await captured("dev");

  const { dependencies } = oneOf(run, "lambda/eventSourceMapping:EventSourceMapping", "sms-processor");

  assert.ok(dependencies.includes(oneOf(run, "iam/rolePolicy:RolePolicy", "sms-processor").urn));
});

test("puts no secret value and no marker of one into a function", async () => {
  for (const { secretInputs, inputs } of allOf(await captured("changed"), "lambda/function:Function")) {
    assert.equal(secretInputs, []);
    assert.not.match(JSON.stringify(inputs), "canary-of-a-token");
  }
});

test.run();
