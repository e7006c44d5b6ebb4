import * as E from "fp-ts/Either";
import { type ConfigFault, faultIf } from "./faults";
import type { Setting } from "./setting";
import { type SettingKey, settings } from "./settings";
import { heartbeatFor, leaseFor, shortestReconciliation, type Times, visibilityFor } from "./times";

type ValueOf<S> = S extends Setting<infer A> ? A : never;
type Settings = { readonly [K in SettingKey]: ValueOf<(typeof settings)[K]> };

/** The stack's settings, each checked, the dependent ones filled in, but for those that depend on the tenants. */
export type StackSettings = Omit<Settings, keyof Times | "corsOrigins"> &
  Times & { readonly corsOrigins: readonly string[]; readonly isLocal: boolean };

/** Values by key without the namespace, as Pulumi gives them: text, structures as JSON text. */
export type ConfigTexts = Readonly<Record<string, string>>;

type Read = { readonly values: Readonly<Record<string, unknown>>; readonly faults: readonly ConfigFault[] };

/** Reads every setting; a faulty one stands at its default, so that the others can still be looked at together. */
export const readSettings = (texts: ConfigTexts): Read => {
  const read = Object.entries<Setting<unknown>>(settings).map(([key, { read, fallback, example }]) => {
    const text = texts[key];
    const value = text === undefined ? E.right(fallback) : read(text);
    return E.isRight(value)
      ? { entry: [key, value.right] as const, faults: [] }
      : { entry: [key, fallback] as const, faults: [{ key, fault: value.left, example }] };
  });
  return { values: Object.fromEntries(read.map(({ entry }) => entry)), faults: read.flatMap(({ faults }) => faults) };
};

/**
 * Queues, roles, buckets and the API's stage have the stack's name in theirs. Of a role's 64 characters Pulumi takes 26 for what it
 * appends, and `ai-multi-comms-api-logs-` with its hyphen 25.
 */
export const impossibleStackName = (stack: string): string | undefined =>
  /^[a-z][a-z0-9-]{0,12}(?<!-)$/.test(stack)
    ? undefined
    : `A stack cannot be named ${stack}, since its resources have the name in theirs: 1 to 13 lower-case letters, digits and hyphens, the first a letter and the last no hyphen, for example prod; nothing was changed.`;

/** Permissions of deployments end in the stack's name: those of `dev` would reach into a stack `eu-dev`. */
export const ambiguousStackName = (
  { githubSubjectPrefix }: Pick<StackSettings, "githubSubjectPrefix">,
  stack: string,
): readonly ConfigFault[] =>
  faultIf(
    githubSubjectPrefix !== undefined && stack.includes("-"),
    "githubSubjectPrefix",
    `cannot be used in the stack ${stack}: its name must hold no hyphen, since permissions are told apart by what follows the last one`,
    "a stack named dev or prod",
  );

type Rule = {
  readonly key: SettingKey;
  readonly with: readonly SettingKey[];
  readonly broken: (config: StackSettings) => boolean;
  readonly fault: (config: StackSettings) => string;
  readonly example: (config: StackSettings) => string;
};

/** A larger batch than SQS hands over at once has to be gathered, for so many seconds at least (Lambda API reference, CreateEventSourceMapping). */
const UNGATHERED = 10;
const LEAST_WINDOW = 1;

/** Every call carries a key; the local engine's stand-ins have no TLS. */
const encrypted = (key: "openaiUrl" | "twilioUrl" | "sendgridUrl"): Rule => ({
  key,
  with: [],
  broken: (c) => !c.isLocal && !c[key].startsWith("https:"),
  fault: () => "must begin with https: keys and personal data go there with every call",
  example: () => settings[key].example,
});

const rules: readonly Rule[] = [
  encrypted("openaiUrl"),
  encrypted("twilioUrl"),
  encrypted("sendgridUrl"),
  {
    key: "queueVisibilitySeconds",
    with: ["processorTimeoutSeconds"],
    broken: (c) => !c.isLocal && c.queueVisibilitySeconds < c.processorTimeoutSeconds,
    fault: (c) => `must not be below processorTimeoutSeconds (${c.processorTimeoutSeconds}): Lambda refuses the queue`,
    example: (c) => String(visibilityFor(c.processorTimeoutSeconds)),
  },
  {
    key: "dlqRetentionDays",
    with: ["queueRetentionDays"],
    broken: (c) => c.dlqRetentionDays <= c.queueRetentionDays,
    fault: (c) =>
      `must exceed queueRetentionDays (${c.queueRetentionDays}): a dead-letter queue counts from the first enqueueing`,
    example: () => settings.dlqRetentionDays.example,
  },
  {
    key: "leaseSeconds",
    with: ["queueVisibilitySeconds", "processorTimeoutSeconds"],
    broken: (c) => c.leaseSeconds > c.queueVisibilitySeconds,
    fault: (c) => `must not exceed queueVisibilitySeconds (${c.queueVisibilitySeconds})`,
    example: (c) => String(leaseFor(c.processorTimeoutSeconds, c.queueVisibilitySeconds)),
  },
  {
    key: "heartbeatSeconds",
    with: ["leaseSeconds", "queueVisibilitySeconds", "processorTimeoutSeconds"],
    broken: (c) => c.heartbeatSeconds >= c.leaseSeconds,
    fault: (c) => `must be below leaseSeconds (${c.leaseSeconds})`,
    example: (c) => String(heartbeatFor(c.leaseSeconds)),
  },
  {
    key: "retryFirstSeconds",
    with: ["retrySpanSeconds"],
    broken: (c) => c.retryFirstSeconds > c.retrySpanSeconds,
    fault: (c) => `must not exceed retrySpanSeconds (${c.retrySpanSeconds})`,
    example: (c) => String(Math.min(settings.retryFirstSeconds.fallback, c.retrySpanSeconds)),
  },
  {
    key: "batchWindowSeconds",
    with: ["batchSize"],
    broken: (c) => c.batchSize > UNGATHERED && c.batchWindowSeconds < LEAST_WINDOW,
    fault: () => `must be at least ${LEAST_WINDOW} when batchSize is above ${UNGATHERED}`,
    example: () => String(LEAST_WINDOW),
  },
  {
    key: "reconcileAfterSeconds",
    with: ["carrierTimeoutSeconds", "processorTimeoutSeconds"],
    broken: (c) => c.reconcileAfterSeconds < shortestReconciliation(c),
    fault: (c) =>
      `must be at least ${shortestReconciliation(c)}: before that a call of carrierTimeoutSeconds (${c.carrierTimeoutSeconds}) may still reach the carrier`,
    example: (c) => String(shortestReconciliation(c)),
  },
  {
    key: "addressRateLimit",
    with: ["wafArn"],
    broken: (c) => c.addressRateLimit !== undefined && c.wafArn !== undefined,
    fault: () => "cannot stand beside wafArn: a stage has one web ACL, and that one needs a rate rule of its own",
    example: () => "one of the two",
  },
  {
    key: "costAlarmPerDay",
    with: ["modelPrices"],
    broken: (c) => c.costAlarmPerDay !== undefined && Object.keys(c.modelPrices).length === 0,
    fault: () => "watches nothing: modelPrices has no model",
    example: () => "modelPrices beside it",
  },
  {
    key: "sweepSeconds",
    with: [],
    broken: (c) => !c.isLocal && c.sweepSeconds % 60 !== 0,
    fault: () => "must be whole minutes",
    example: () => settings.sweepSeconds.example,
  },
];

/** Faults of values that are right by themselves and cannot stand together; nothing is said of keys that are `faulty` anyway. */
export const impossibleCombinations = (
  config: StackSettings,
  faulty: ReadonlySet<string> = new Set(),
): readonly ConfigFault[] =>
  rules
    .filter(({ key, with: others, broken }) => ![key, ...others].some((one) => faulty.has(one)) && broken(config))
    .map(({ key, fault, example }) => ({ key, fault: fault(config), example: example(config) }));
