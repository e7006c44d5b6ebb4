import type {
  PolicyResource,
  PolicyResourceOptions,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";

/** Pulumi types that several rules are about. */
export const QUEUE = "aws:sqs/queue:Queue";
export const FUNCTION = "aws:lambda/function:Function";
export const MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";
export const TABLE = "aws:dynamodb/table:Table";
export const BUCKET = "aws:s3/bucket:Bucket";

/** A value as a record; an empty one when it is none. */
export const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};

export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

export const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** The statements of a policy that is given as JSON text or as a record. */
export const statementsOf = (policy: unknown): readonly Readonly<Record<string, unknown>>[] =>
  listOf(recordOf(typeof policy === "string" ? JSON.parse(policy) : policy).Statement).map(recordOf);

export type Judged = {
  readonly props: Readonly<Record<string, unknown>>;
  readonly opts: PolicyResourceOptions;
  readonly stack: string;
};

export type ResourceRule = {
  readonly name: string;
  readonly description: string;
  /** Pulumi types that the rule is about. */
  readonly types: readonly string[];
  /** What is wrong with a resource, each in a sentence. */
  readonly faults: (resource: Judged) => readonly string[];
};

/** The stack's name, as a URN holds it: urn:pulumi:STACK::PROJECT::… */
const stackOf = (urn: string): string => urn.split(":")[2] ?? "";

/** A rule about single resources, as Pulumi takes it. */
export const resourceRule = ({ name, description, types, faults }: ResourceRule): ResourceValidationPolicy => ({
  name,
  description,
  validateResource: ({ type, props, opts, urn }, report) => {
    if (!types.includes(type)) return;
    for (const fault of faults({ props, opts, stack: stackOf(urn) })) report(fault);
  },
});

export type StackRule = {
  readonly name: string;
  readonly description: string;
  /** What is wrong, with the resource that it is about. */
  readonly faults: (resources: readonly PolicyResource[]) => readonly (readonly [PolicyResource, string])[];
};

/** A rule about resources together, as Pulumi takes it. */
export const stackRule = ({ name, description, faults }: StackRule): StackValidationPolicy => ({
  name,
  description,
  validateStack: ({ resources }, report) => {
    for (const [{ urn }, fault] of faults(resources)) report(fault, urn);
  },
});

export const ofType = (resources: readonly PolicyResource[], type: string): readonly PolicyResource[] =>
  resources.filter((resource) => resource.type === type);

/** Resources of a type that a property was made from; known in a preview too, when the property's value is not. */
export const behind = (resource: PolicyResource, property: string, type: string): readonly PolicyResource[] =>
  (resource.propertyDependencies[property] ?? []).filter((one) => one.type === type);

const policiesIn = (props: Readonly<Record<string, unknown>>): readonly unknown[] => [
  ...listOf(props.policy),
  ...listOf(props.inlinePolicies).map((inline) => recordOf(inline).policy),
];

/** What a policy allows is listed action by action; denying may be wide. */
export const noActionByPattern = resourceRule({
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
        ...(NotAction === undefined ? [] : ["allows all actions but some"]),
      ]),
});

/** A message that cannot be processed is kept, not dropped. */
export const queuesHaveDeadLetters = stackRule({
  name: "queues-have-dead-letters",
  description: "Every queue has a dead-letter queue, unless it is one",
  faults: (resources) => {
    const queues = ofType(resources, QUEUE);
    const deadLetters = new Set(queues.flatMap((queue) => behind(queue, "redrivePolicy", QUEUE)).map(({ urn }) => urn));
    return queues
      .filter((queue) => !deadLetters.has(queue.urn) && behind(queue, "redrivePolicy", QUEUE).length === 0)
      .map((queue) => [queue, "has no dead-letter queue"] as const);
  },
});

/** AWS's advice for a queue that feeds a function (Lambda developer guide, "Using Lambda with Amazon SQS"). */
const TIMES = 6;

/** SQS's and Lambda's own defaults, seconds. */
const DEFAULT_VISIBILITY = 30;
const DEFAULT_TIMEOUT = 3;

const secondsOf = (value: unknown, otherwise: number): number => (typeof value === "number" ? value : otherwise);

/** A message must not come back while its function still works on it. */
export const visibilityOutlastsFunction = stackRule({
  name: "visibility-outlasts-function",
  description: `A queue hides what it gave out for at least ${TIMES} times as long as its function may run`,
  faults: (resources) =>
    ofType(resources, MAPPING).flatMap((mapping) =>
      behind(mapping, "eventSourceArn", QUEUE).flatMap((queue) =>
        behind(mapping, "functionName", FUNCTION).flatMap((consumer) => {
          const visibility = secondsOf(queue.props.visibilityTimeoutSeconds, DEFAULT_VISIBILITY);
          const needed = TIMES * secondsOf(consumer.props.timeout, DEFAULT_TIMEOUT);
          return visibility >= needed
            ? []
            : [[queue, `hides messages for ${visibility} s; its function needs ${needed} s`] as const];
        }),
      ),
    ),
});

export const queuesAreEncrypted = resourceRule({
  name: "queues-are-encrypted",
  description: "Queues are encrypted at rest",
  types: [QUEUE],
  faults: ({ props }) =>
    props.sqsManagedSseEnabled === true || isText(props.kmsMasterKeyId) ? [] : ["is not encrypted"],
});

const refusesPlainText = (policy: unknown): boolean =>
  statementsOf(policy).some(
    ({ Effect, Principal, Action, Condition }) =>
      Effect === "Deny" &&
      Principal === "*" &&
      listOf(Action).includes("sqs:*") &&
      recordOf(recordOf(Condition).Bool)["aws:SecureTransport"] === "false",
  );

export const queuesNeedTls = stackRule({
  name: "queues-need-tls",
  description: "Queues refuse calls without TLS",
  faults: (resources) => {
    const guarded = new Set(
      ofType(resources, "aws:sqs/queuePolicy:QueuePolicy")
        .filter(({ props }) => refusesPlainText(props.policy))
        .flatMap((policy) => behind(policy, "queueUrl", QUEUE))
        .map(({ urn }) => urn),
    );
    return ofType(resources, QUEUE)
      .filter(({ urn }) => !guarded.has(urn))
      .map((queue) => [queue, "takes calls without TLS"] as const);
  },
});

/** The least that Lambda takes (Lambda API reference, ScalingConfig). Reserving less on the function burns receives instead. */
const LEAST = 2;

export const consumersAreLimited = resourceRule({
  name: "consumers-are-limited",
  description: `A queue's consumer has a maximum concurrency of at least ${LEAST}`,
  types: [MAPPING],
  faults: ({ props }) => {
    const { maximumConcurrency } = recordOf(props.scalingConfig);
    return typeof maximumConcurrency === "number" && maximumConcurrency >= LEAST
      ? []
      : [`needs a scalingConfig.maximumConcurrency of at least ${LEAST}`];
  },
});

export const logGroupsExpire = resourceRule({
  name: "log-groups-expire",
  description: "Log groups have a retention",
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  faults: ({ props }) =>
    typeof props.retentionInDays === "number" && props.retentionInDays > 0 ? [] : ["keeps its lines for ever"],
});

export const tablesAreEncrypted = resourceRule({
  name: "tables-are-encrypted",
  description: "Tables are encrypted with a key of the account",
  types: [TABLE],
  faults: ({ props }) => (recordOf(props.serverSideEncryption).enabled === true ? [] : ["is not encrypted"]),
});

/** Stacks whose data is thrown away with them. */
const DISPOSABLE = new Set(["dev", "local"]);

/** Data of people outlives mistakes; only a stack that is made to be thrown away goes without. */
export const tablesAreProtected = resourceRule({
  name: "tables-are-protected",
  description: "In production, tables can be restored to a point in time and not be deleted",
  types: [TABLE],
  faults: ({ props, opts, stack }) =>
    DISPOSABLE.has(stack)
      ? []
      : [
          ...(recordOf(props.pointInTimeRecovery).enabled === true ? [] : ["cannot be restored to a point in time"]),
          ...(props.deletionProtectionEnabled === true ? [] : ["can be deleted in DynamoDB"]),
          ...(opts.protect ? [] : ["can be deleted by Pulumi"]),
        ],
});

/** Left unsaid, a function gets Pulumi's broad policies, or a runtime that never changes again. */
export const functionsSayHowTheyRun = resourceRule({
  name: "functions-say-how-they-run",
  description: "Functions have a role, a runtime and a time limit of their own",
  types: [FUNCTION],
  faults: ({ props }) => [
    ...(isText(props.role) ? [] : ["has no role"]),
    ...(isText(props.runtime) ? [] : ["has no runtime"]),
    ...(typeof props.timeout === "number" ? [] : ["has no timeout"]),
  ],
});

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

/** A function reads secrets when it runs; its environment can be read by whoever may look at it. */
export const noSecretInEnvironment = stackRule({
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
});

const SWITCHES = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

export const bucketsArePrivate = stackRule({
  name: "buckets-are-private",
  description: "Buckets block all public access",
  faults: (resources) => {
    const closed = new Set(
      ofType(resources, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")
        .filter(({ props }) => SWITCHES.every((name) => props[name] === true))
        .flatMap((block) => behind(block, "bucket", BUCKET))
        .map(({ urn }) => urn),
    );
    return ofType(resources, BUCKET)
      .filter(({ urn }) => !closed.has(urn))
      .map((bucket) => [bucket, "does not block public access"] as const);
  },
});

export const alarmsNotify = resourceRule({
  name: "alarms-notify",
  description: "Alarms tell somebody",
  types: ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"],
  faults: ({ props }) => (listOf(props.alarmActions).length > 0 ? [] : ["has no action"]),
});

/** Every rule, in the order in which violations are told. */
export const policies: readonly (ResourceValidationPolicy | StackValidationPolicy)[] = [
  noActionByPattern,
  queuesHaveDeadLetters,
  visibilityOutlastsFunction,
  queuesAreEncrypted,
  queuesNeedTls,
  consumersAreLimited,
  logGroupsExpire,
  tablesAreEncrypted,
  tablesAreProtected,
  functionsSayHowTheyRun,
  noSecretInEnvironment,
  bucketsArePrivate,
  alarmsNotify,
];
