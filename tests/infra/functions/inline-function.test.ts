import { test } from "uvu";
import * as assert from "uvu/assert";
import { functionThings } from "../../../infra/names";
import { captured, SECRET_CANARY } from "../helpers/captures";
import {
  ACCOUNT,
  allOf,
  arn,
  assertMadeAfter,
  channelNames,
  inputsByName,
  inputsOf,
  queueUrl,
  STREAM,
} from "../helpers/declared";

const asConfigured = {
  router: { memorySize: 256, timeout: 15 },
  processor: { memorySize: 512, timeout: 150 },
};
const traced = { tracingConfig: { mode: "Active" } };

const stacks = [
  { capture: "dev", stack: "dev", logLevel: "DEBUG", ...asConfigured, tracing: {} },
  { capture: "prod", stack: "prod", logLevel: "INFO", ...asConfigured, tracing: traced },
  {
    capture: "changed",
    stack: "dev",
    logLevel: "ERROR",
    router: { memorySize: 512, timeout: 20 },
    processor: { memorySize: 1024, timeout: 100 },
    concurrency: { reservedConcurrentExecutions: 50 },
    tracing: traced,
  },
] as const;

type Expected = (typeof stacks)[number];

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

const queues = (stack: string) => ({
  WHATSAPP_QUEUE_URL: queueUrl(`ai-multi-comms-whatsapp-queue-${stack}`),
  SMS_QUEUE_URL: queueUrl(`ai-multi-comms-sms-queue-${stack}`),
  EMAIL_QUEUE_URL: queueUrl(`ai-multi-comms-email-queue-${stack}`),
});

const functionsOf = (expected: Expected, receiptsUrl: string) => {
  const { stack, router, processor } = expected;
  const concurrency = "concurrency" in expected ? expected.concurrency : {};
  const companies = { COMPANY_TABLE: `ai-multi-comms-company-data-${stack}` };
  const conversations = { CONVERSATIONS_TABLE: `ai-multi-comms-conversations-${stack}` };
  const declared = (
    name: string,
    size: { readonly memorySize: number; readonly timeout: number },
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
    declared("router", { ...router, ...concurrency }, "Accepts requests to start a conversation", {
      ...companies,
      ...conversations,
      ...queues(stack),
    }),
    declared("desk", router, "Tells what became of a request, and cancels it", { ...companies, ...conversations }),
    declared("receipts", router, "Takes the carriers' receipts", conversations),
    declared(
      "inbound",
      { memorySize: processor.memorySize, timeout: router.timeout },
      "Takes what people write back, and their wish to get no more",
      {
        ...companies,
        ...conversations,
        REPLIES_QUEUE_URL: queueUrl(`ai-multi-comms-replies-queue-${stack}`),
        ATTACHMENTS_BUCKET: `ai-multi-comms-attachments-${ACCOUNT}-${stack}`,
      },
    ),
    declared("replies", processor, "Puts what people write on record", {
      ...companies,
      ...conversations,
      QUEUE_URL: queueUrl(`ai-multi-comms-replies-queue-${stack}`),
    }),
    declared(
      "sweeper",
      { ...processor, timeout: 300 },
      "Looks into uncertain sends and picks up what dead workers left behind",
      {
        ...companies,
        ...conversations,
        REPLIES_QUEUE_URL: queueUrl(`ai-multi-comms-replies-queue-${stack}`),
        ...queues(stack),
      },
    ),
    declared(
      "events",
      { memorySize: router.memorySize, timeout: 60 },
      "Queues for the projects' webhooks what the writes of conversations tell",
      { ...companies, EVENTS_QUEUE_URL: queueUrl(`ai-multi-comms-events-queue-${stack}`) },
    ),
    declared("webhooks", { memorySize: router.memorySize, timeout: 60 }, "Posts events to the projects' webhooks", {
      ...companies,
      QUEUE_URL: queueUrl(`ai-multi-comms-events-queue-${stack}`),
      DEAD_LETTERS_URL: queueUrl(`ai-multi-comms-events-dlq-${stack}`),
    }),
    ...channelNames.map((channel) =>
      declared(`${channel}-processor`, processor, `Writes and sends the ${channel} messages`, {
        ...conversations,
        QUEUE_URL: queueUrl(`ai-multi-comms-${channel}-queue-${stack}`),
        RECEIPTS_URL: receiptsUrl,
        UNSUBSCRIBE_URL: receiptsUrl.replace(/receipts$/, "unsubscribe"),
        NODE_OPTIONS: `--max-semi-space-size=${processor.memorySize / 16}`,
      }),
    ),
  ]);
};

for (const expected of stacks) {
  test(`declares each function as configured: ${expected.capture}`, async () => {
    const run = await captured(expected.capture);

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
        functionThings.map((name) => [name, { name: `/aws/lambda/ai-multi-comms-${name}-dev`, retentionInDays: days }]),
      ),
      "api-access": { name: "/aws/apigateway/ai-multi-comms-api-dev", retentionInDays: days },
    });
  });
}

test("gives a function its permissions and log group before it is made", async () => {
  assertMadeAfter(
    await captured("dev"),
    ["lambda/function:Function", "router"],
    ["iam/rolePolicy:RolePolicy", "router"],
    ["cloudwatch/logGroup:LogGroup", "router"],
  );
});

test("feeds every processor, and what records replies, from its queue in batches that can fail in part", async () => {
  const mappings = (batchSize: number, maximumBatchingWindowInSeconds: number, maximumConcurrency: number) =>
    Object.fromEntries(
      [...channelNames.map((channel) => [`${channel}-processor`, channel]), ["replies", "replies"]].map(
        ([name, owner]) => [
          name,
          {
            functionName: `ai-multi-comms-${name}-dev`,
            eventSourceArn: arn("sqs", `ai-multi-comms-${owner}-queue-dev`),
            batchSize,
            maximumBatchingWindowInSeconds,
            functionResponseTypes: ["ReportBatchItemFailures"],
            scalingConfig: { maximumConcurrency },
          },
        ],
      ),
    );
  const declared = async (capture: "dev" | "changed") => {
    const {
      events: _,
      webhooks: __,
      ...others
    } = inputsByName(await captured(capture), "lambda/eventSourceMapping:EventSourceMapping");
    return others;
  };

  assert.equal(await declared("dev"), mappings(10, 0, 20));
  assert.equal(await declared("changed"), mappings(100, 2, 4));
});

test("feeds what posts events as SQS hands them over, as often at once as it is configured", async () => {
  const declared = async (capture: "dev" | "changed") =>
    inputsOf(await captured(capture), "lambda/eventSourceMapping:EventSourceMapping", "webhooks");
  const expected = (maximumConcurrency: number) => ({
    functionName: "ai-multi-comms-webhooks-dev",
    eventSourceArn: arn("sqs", "ai-multi-comms-events-queue-dev"),
    batchSize: 10,
    maximumBatchingWindowInSeconds: 0,
    functionResponseTypes: ["ReportBatchItemFailures"],
    scalingConfig: { maximumConcurrency },
  });

  assert.equal([await declared("dev"), await declared("changed")], [expected(10), expected(3)]);
});

test("hands every write that tells somebody something to the events function, for as long as it takes, and no other", async () => {
  const telling = [{ events_to: { S: [{ exists: true }] } }, { project_id: { S: ["#consent"] } }];
  assert.equal(inputsOf(await captured("prod"), "lambda/eventSourceMapping:EventSourceMapping", "events"), {
    functionName: "ai-multi-comms-events-prod",
    eventSourceArn: arn("dynamodb", `table/ai-multi-comms-conversations-prod/stream/${STREAM}`),
    startingPosition: "LATEST",
    batchSize: 100,
    functionResponseTypes: ["ReportBatchItemFailures"],
    bisectBatchOnFunctionError: true,
    maximumRetryAttempts: -1,
    maximumRecordAgeInSeconds: -1,
    filterCriteria: {
      filters: telling.map((NewImage) => ({ pattern: JSON.stringify({ dynamodb: { NewImage } }) })),
    },
  });
});

test("attaches a queue only once its processor may read it", async () => {
  assertMadeAfter(
    await captured("dev"),
    ["lambda/eventSourceMapping:EventSourceMapping", "sms-processor"],
    ["iam/rolePolicy:RolePolicy", "sms-processor"],
  );
});

test("puts no secret value and no marker of one into a function", async () => {
  for (const { secretInputs, inputs } of allOf(await captured("changed"), "lambda/function:Function")) {
    assert.equal(secretInputs, []);
    assert.not.match(JSON.stringify(inputs), SECRET_CANARY);
  }
});
