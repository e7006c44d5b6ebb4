import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import {
  behind,
  isText,
  listOf,
  numberOf,
  ofResource,
  ofStack,
  ofType,
  type Props,
  recordOf,
  unguarded,
  unless,
} from "./rule";

const QUEUE = "aws:sqs/queue:Queue";
const FUNCTION = "aws:lambda/function:Function";
const MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";
const STAGE = "aws:apigateway/stage:Stage";
const TABLE = "aws:dynamodb/table:Table";
const BUCKET = "aws:s3/bucket:Bucket";

/** The statements of a policy that is given as JSON text or as a record. */
const statementsOf = (policy: unknown): readonly Props[] =>
  listOf(recordOf(typeof policy === "string" ? JSON.parse(policy) : policy).Statement).map(recordOf);

const policiesIn = (props: Props): readonly unknown[] => [
  ...listOf(props.policy),
  ...listOf(props.inlinePolicies).map((inline) => recordOf(inline).policy),
];

const refusesPlainText = (policy: unknown): boolean =>
  statementsOf(policy).some(
    ({ Effect, Principal, Action, Condition }) =>
      Effect === "Deny" &&
      Principal === "*" &&
      listOf(Action).includes("sqs:*") &&
      recordOf(recordOf(Condition).Bool)["aws:SecureTransport"] === "false",
  );

/** AWS's advice for a queue that feeds a function (Lambda developer guide, "Using Lambda with Amazon SQS"). */
const VISIBILITY_PER_TIMEOUT = 6;

/** SQS's and Lambda's own defaults, seconds. */
const DEFAULT_VISIBILITY = 30;
const DEFAULT_TIMEOUT = 3;

/** The least that Lambda takes (Lambda API reference, ScalingConfig). Reserving less on the function burns receives instead. */
const LEAST_CONCURRENCY = 2;

/** A mapping of a stream says where in it to begin; one of a queue may not (Lambda API reference, CreateEventSourceMapping). */
const isOfStream = ({ startingPosition }: Props): boolean => startingPosition !== undefined;

/** Stacks whose data is thrown away with them. */
const DISPOSABLE = new Set(["dev", "local"]);

/** Types of what is lost with it: data, messages, addresses and keys that others have. */
/** Queues that Pulumi leaves at AWS when a program does not declare them (`retainOnDelete`, which a policy is not told). */
const KEPT = /-events-(queue|dlq)-/;

const PRECIOUS = [
  TABLE,
  QUEUE,
  STAGE,
  BUCKET,
  "aws:apigateway/restApi:RestApi",
  "aws:apigateway/apiKey:ApiKey",
  "aws:secretsmanager/secret:Secret",
  "pulumi:index:Stash",
  "aws:cloudtrail/trail:Trail",
];

/** Outputs that hold secrets; the provider knows some of them itself. */
const SECRET_OUTPUTS: Readonly<Record<string, readonly string[]>> = {
  "aws:apigateway/apiKey:ApiKey": ["value"],
  "aws:apigateway/usagePlanKey:UsagePlanKey": ["value"],
  "aws:secretsmanager/secretVersion:SecretVersion": ["secretString"],
};

const BUCKET_SWITCHES = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

/** Names that say what they hold; a reference to a secret is no secret. */
const SECRET_NAME = /(SECRET|PASSWORD|TOKEN|API_?KEY|CREDENTIALS?|AUTH)(_VALUE)?$/i;

/** Keys of OpenAI and SendGrid, and AWS's own, by how they begin. */
const SECRET_VALUE = /^(sk-|SG\.|AKIA|ASIA)[A-Za-z0-9._-]{8,}/;

/** Shorter texts may be part of anything. */
const TELLING_LENGTH = 8;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** A secret's text, and the fields of one that is JSON. */
const textsIn = (secret: unknown): readonly string[] =>
  isText(secret)
    ? [secret, ...Object.values(recordOf(parsed(secret)))].filter(
        (text): text is string => isText(text) && text.length >= TELLING_LENGTH,
      )
    : [];

/** Every rule, in the order in which violations are told. */
export const policies: readonly (ResourceValidationPolicy | StackValidationPolicy)[] = [
  // What a policy allows is listed action by action; denying may be wide.
  ofResource({
    name: "no-action-by-pattern",
    description: "Policies allow actions by their names, never by a pattern",
    types: ["aws:iam/policy:Policy", "aws:iam/rolePolicy:RolePolicy", "aws:iam/role:Role"],
    faults: ({ props }) =>
      policiesIn(props)
        .flatMap(statementsOf)
        .filter(({ Effect }) => Effect === "Allow")
        .flatMap(({ Action, NotAction }) => [
          ...listOf(Action)
            .filter((action) => isText(action) && /[*?]/.test(action))
            .map((action) => `allows ${String(action)}`),
          ...unless(NotAction === undefined, "allows all actions but some"),
        ]),
  }),
  // A message that cannot be processed is kept, not dropped.
  ofStack({
    name: "queues-have-dead-letters",
    description: "Every queue has a dead-letter queue, unless it is one",
    faults: (resources) =>
      unguarded(resources, QUEUE, ofType(resources, QUEUE), "redrivePolicy")
        .filter((queue) => behind(queue, "redrivePolicy", QUEUE).length === 0)
        .map((queue) => [queue, "has no dead-letter queue"]),
  }),
  // A message must not come back while its function still works on it.
  ofStack({
    name: "visibility-outlasts-function",
    description: `A queue hides what it gave out for at least ${VISIBILITY_PER_TIMEOUT} times as long as its function may run`,
    faults: (resources) =>
      ofType(resources, MAPPING).flatMap((mapping) =>
        behind(mapping, "eventSourceArn", QUEUE).flatMap((queue) =>
          behind(mapping, "functionName", FUNCTION).flatMap((consumer) => {
            const visibility = numberOf(queue.props.visibilityTimeoutSeconds, DEFAULT_VISIBILITY);
            const needed = VISIBILITY_PER_TIMEOUT * numberOf(consumer.props.timeout, DEFAULT_TIMEOUT);
            return unless(
              visibility >= needed,
              `hides messages for ${visibility} s; its function needs ${needed} s`,
            ).map((fault) => [queue, fault] as const);
          }),
        ),
      ),
  }),
  ofResource({
    name: "queues-are-encrypted",
    description: "Queues are encrypted at rest",
    types: [QUEUE],
    faults: ({ props }) =>
      unless(props.sqsManagedSseEnabled === true || isText(props.kmsMasterKeyId), "is not encrypted"),
  }),
  ofStack({
    name: "queues-need-tls",
    description: "Queues refuse calls without TLS",
    faults: (resources) => {
      const guards = ofType(resources, "aws:sqs/queuePolicy:QueuePolicy").filter(({ props }) =>
        refusesPlainText(props.policy),
      );
      return unguarded(resources, QUEUE, guards, "queueUrl").map((queue) => [queue, "takes calls without TLS"]);
    },
  }),
  ofResource({
    name: "consumers-are-limited",
    description: `A queue's consumer has a maximum concurrency of at least ${LEAST_CONCURRENCY}`,
    types: [MAPPING],
    faults: ({ props }) =>
      unless(
        isOfStream(props) || numberOf(recordOf(props.scalingConfig).maximumConcurrency, 0) >= LEAST_CONCURRENCY,
        `needs a scalingConfig.maximumConcurrency of at least ${LEAST_CONCURRENCY}`,
      ),
  }),
  // What a stream's reader gives up is told to nobody.
  ofResource({
    name: "streams-are-read-without-end",
    description: "A stream's reader tries again until it has told what it read",
    types: [MAPPING],
    faults: ({ props }) =>
      unless(
        !isOfStream(props) || (props.maximumRetryAttempts === -1 && props.maximumRecordAgeInSeconds === -1),
        "gives records up after some tries or time",
      ),
  }),
  // Without one, a method takes what the account has, from all its other APIs too.
  ofStack({
    name: "stages-are-throttled",
    description: "Every stage of an API has a throttle for all its methods",
    faults: (resources) => {
      const guards = ofType(resources, "aws:apigateway/methodSettings:MethodSettings").filter(
        ({ props }) => props.methodPath === "*/*" && numberOf(recordOf(props.settings).throttlingRateLimit, -1) > 0,
      );
      return unguarded(resources, STAGE, guards, "stageName").map((stage) => [stage, "has no throttle"]);
    },
  }),
  ofResource({
    name: "log-groups-expire",
    description: "Log groups have a retention",
    types: ["aws:cloudwatch/logGroup:LogGroup"],
    faults: ({ props }) => unless(numberOf(props.retentionInDays, 0) > 0, "keeps its lines for ever"),
  }),
  ofResource({
    name: "tables-are-encrypted",
    description: "Tables are encrypted with a key of the account",
    types: [TABLE],
    faults: ({ props }) => unless(recordOf(props.serverSideEncryption).enabled === true, "is not encrypted"),
  }),
  // Data of people outlives mistakes; only a stack that is made to be thrown away goes without.
  ofResource({
    name: "tables-are-protected",
    description: "In production, tables can be restored to a point in time and not be deleted",
    types: [TABLE],
    faults: ({ props, stack }) =>
      DISPOSABLE.has(stack)
        ? []
        : [
            ...unless(recordOf(props.pointInTimeRecovery).enabled === true, "cannot be restored to a point in time"),
            ...unless(props.deletionProtectionEnabled === true, "can be deleted in DynamoDB"),
          ],
  }),
  ofResource({
    name: "precious-is-protected",
    description: "In production, Pulumi does not delete what cannot be made again as it was",
    types: PRECIOUS,
    faults: ({ opts, props, stack }) =>
      DISPOSABLE.has(stack) || KEPT.test(String(props.name)) ? [] : unless(opts.protect, "can be deleted by Pulumi"),
  }),
  // Left unsaid, a function gets Pulumi's broad policies, or a runtime that never changes again.
  ofResource({
    name: "functions-say-how-they-run",
    description: "Functions have a role, a runtime and a time limit of their own",
    types: [FUNCTION],
    faults: ({ props }) => [
      ...unless(isText(props.role), "has no role"),
      ...unless(isText(props.runtime), "has no runtime"),
      ...unless(typeof props.timeout === "number", "has no timeout"),
    ],
  }),
  // A function reads secrets when it runs; its environment can be read by whoever may look at it.
  ofStack({
    name: "no-secret-in-environment",
    description: "No environment variable of a function holds a secret",
    faults: (resources) => {
      const secrets = ofType(resources, "aws:secretsmanager/secretVersion:SecretVersion").flatMap(({ props }) =>
        textsIn(props.secretString),
      );
      const isSecret = (name: string, value: string): boolean =>
        SECRET_NAME.test(name) || SECRET_VALUE.test(value) || secrets.some((secret) => value.includes(secret));
      return ofType(resources, FUNCTION).flatMap((consumer) =>
        Object.entries(recordOf(recordOf(consumer.props.environment).variables))
          .filter(([name, value]) => isText(value) && isSecret(name, value))
          .map(([name]) => [consumer, `has a secret in its environment variable ${name}`] as const),
      );
    },
  }),
  // What is not marked stands in the state in plain text.
  ofResource({
    name: "secret-outputs-are-marked",
    description: "Outputs that hold secrets are secret in the state",
    types: Object.keys(SECRET_OUTPUTS),
    faults: ({ type, opts }) =>
      (SECRET_OUTPUTS[type] ?? [])
        .filter((output) => !opts.additionalSecretOutputs.includes(output))
        .map((output) => `shows its ${output} in the state`),
  }),
  ofStack({
    name: "buckets-are-private",
    description: "Buckets block all public access",
    faults: (resources) => {
      const closed = ofType(resources, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").filter(({ props }) =>
        BUCKET_SWITCHES.every((name) => props[name] === true),
      );
      return unguarded(resources, BUCKET, closed, "bucket").map((bucket) => [bucket, "does not block public access"]);
    },
  }),
  ofResource({
    name: "alarms-notify",
    description: "Alarms tell somebody",
    types: ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"],
    faults: ({ props }) => unless(listOf(props.alarmActions).length > 0, "has no action"),
  }),
];
