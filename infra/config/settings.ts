import * as t from "io-ts";
import { patternString } from "../../runtime/codec/text";
import { LONGEST_RETENTION_DAYS, SHORTEST_RETENTION_DAYS } from "../../runtime/company/company";
import type { ModelPrice } from "../../runtime/ports/assistant";
import { namedType } from "./plain-types";
import { flag, integer, listOf, mapOf, notYet, number, oneOf, orFalse, text } from "./setting";
import { derivation, derivedTimes } from "./times";

/** Seconds that API Gateway waits for an answer. */
const GATEWAY_PATIENCE = 29;

/** Of an account in a region (API Gateway developer guide, "Quotas for configuring and running a REST API"). */
export const USAGE_PLANS = 300;

const usual = derivedTimes({ processorTimeoutSeconds: 150 });

const Origin = patternString("an origin", /^(\*|https?:\/\/[A-Za-z0-9.-]+(:\d{1,5})?)$/);

/** The public API. */
export const apiSettings = {
  corsOrigins: listOf(Origin, 'a list of origins, or ["*"]', {
    fallback: undefined,
    example: '["https://app.example.com"]',
    about: "Origins of web pages that may call the API.",
  }),
  apiThrottleRate: number({
    min: 1,
    max: 10_000,
    fallback: 10,
    about: "Requests per second of the whole stage; plans have their own limits.",
  }),
  apiThrottleBurst: integer({
    min: 1,
    max: 5_000,
    fallback: 20,
    about: "Requests of the whole stage that may come at once.",
  }),
  usagePlanQuota: integer({
    min: 1,
    max: 10_000,
    fallback: USAGE_PLANS,
    about: `Usage plans that the stack may have. An account has ${USAGE_PLANS} in a region, for all its stacks, unless AWS has raised its quota.`,
  }),
  manageApiGatewayAccount: flag({
    fallback: true,
    example: "false",
    about:
      "Sets the region's CloudWatch role for API Gateway; false where another stack of the account does. It stays when the stack goes.",
  }),
} as const;

/** The functions. */
export const functionSettings = {
  logLevel: oneOf(["DEBUG", "INFO", "WARN", "ERROR"], { fallback: "INFO", about: "The functions' lowest log level." }),
  routerMemoryMb: integer({ min: 128, max: 10_240, fallback: 256, about: "The router's memory, MB." }),
  routerTimeoutSeconds: integer({
    min: 1,
    max: GATEWAY_PATIENCE,
    fallback: 15,
    about: `The router's time limit; API Gateway gives up after ${GATEWAY_PATIENCE}.`,
  }),
  processorMemoryMb: integer({ min: 128, max: 10_240, fallback: 512, about: "Each processor's memory, MB." }),
  processorTimeoutSeconds: integer({
    min: 2,
    max: 900,
    fallback: usual.processorTimeoutSeconds,
    about: "Each processor's time limit.",
  }),
} as const;

/** The queues and how they feed the processors. */
export const queueSettings = {
  queueVisibilitySeconds: integer({
    min: 2,
    max: 43_200,
    fallback: undefined,
    example: String(usual.queueVisibilitySeconds),
    about: `How long a received message stays hidden; ${derivation.queueVisibilitySeconds}.`,
  }),
  queueMaxReceiveCount: integer({
    min: 1,
    max: 1_000,
    fallback: 5,
    about: "Receives of a message before it goes to the dead-letter queue.",
  }),
  queueRetentionDays: integer({ min: 1, max: 13, fallback: 4, about: "Days that a queue keeps a message." }),
  dlqRetentionDays: integer({
    min: 2,
    max: 14,
    fallback: 14,
    about: "Days that a dead-letter queue keeps a message, counted from its first enqueueing.",
  }),
  batchSize: integer({ min: 1, max: 10_000, fallback: 10, about: "Messages per processor invocation." }),
  batchWindowSeconds: integer({ min: 0, max: 300, fallback: 0, about: "How long a batch may be gathered." }),
  maximumConcurrency: integer({
    min: 2,
    max: 1_000,
    fallback: 20,
    about: "Invocations of one channel's processor at the same time.",
  }),
} as const;

/** Leases, retries and time limits of one conversation. */
export const sendingSettings = {
  leaseSeconds: integer({
    min: 2,
    max: 43_200,
    fallback: undefined,
    example: String(usual.leaseSeconds),
    about: `How long a worker holds a conversation; ${derivation.leaseSeconds}.`,
  }),
  heartbeatSeconds: integer({
    min: 1,
    max: 14_400,
    fallback: undefined,
    example: String(usual.heartbeatSeconds),
    about: `How often a working processor renews lease and visibility; ${derivation.heartbeatSeconds}.`,
  }),
  retryFirstSeconds: number({ min: 0.1, max: 900, fallback: 5, about: "Delay before the first retry." }),
  retrySpanSeconds: number({
    min: 0.1,
    max: 43_200,
    fallback: 1_800,
    about: "The time that all receives of a message together cover at least.",
  }),
  reconcileAfterSeconds: integer({
    min: 1,
    max: 86_400,
    fallback: undefined,
    example: String(usual.reconcileAfterSeconds),
    about: `Age at which an unclear send is looked into; ${derivation.reconcileAfterSeconds}.`,
  }),
  sweepSeconds: integer({
    min: 1,
    max: 3_600,
    fallback: 60,
    about: "How often stranded conversations are looked for; whole minutes on AWS.",
  }),
  assistantTimeoutSeconds: number({ min: 0.1, max: 600, fallback: 45, about: "Time limit of one assistant call." }),
  carrierTimeoutSeconds: number({ min: 0.1, max: 120, fallback: 15, about: "Time limit of one carrier call." }),
} as const;

/** Days that CloudWatch Logs accepts as a retention (API reference, PutRetentionPolicy). */
const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** What is kept, and for how long. */
export const dataSettings = {
  logRetentionDays: oneOf(LOG_RETENTION_DAYS, { fallback: 14, about: "Days that logs are kept." }),
  conversationTtlDays: integer({
    min: SHORTEST_RETENTION_DAYS,
    max: LONGEST_RETENTION_DAYS,
    fallback: undefined,
    example: "365",
    about:
      "Days after which a conversation is deleted, where its project says nothing else; never when not set. A redrive can carry a message 28 days.",
  }),
  protectData: flag({ fallback: true, about: "Refuses deletion of the tables, in Pulumi and in DynamoDB." }),
  pointInTimeRecovery: flag({ fallback: false, example: "true", about: "Continuous backups of the tables." }),
} as const;

const WEB_ACL = /^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/[^/\s]+\/[^/\s]+$/;

/** Watching and guarding the running stack. */
export const operationSettings = {
  alertsEmail: text({
    pattern: /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
    expected: "an email address",
    fallback: undefined,
    example: "oncall@example.com",
    about: "Address that is subscribed to the alarms.",
  }),
  auditTrail: flag({
    fallback: false,
    example: "true",
    about: "Records reads of secrets, and reads and writes of the tables, in CloudTrail.",
  }),
  auditRetentionDays: integer({ min: 1, max: 3_650, fallback: 365, about: "Days that the audit trail is kept." }),
  privateNetwork: notYet<boolean>(false, "Runs the functions in a network of their own with fixed addresses."),
  tracing: flag({ fallback: false, example: "true", about: "Records traces of the API and the functions in X-Ray." }),
  wafArn: orFalse(
    text({
      pattern: WEB_ACL,
      expected: "the ARN of a regional web ACL, or false",
      fallback: undefined,
      example: "arn:aws:wafv2:eu-north-1:111122223333:regional/webacl/NAME/ID",
      about: "Web ACL that stands before the API; none when not set.",
    }),
  ),
} as const;

const ORIGIN = /^https?:\/\/[A-Za-z0-9.-]+(:\d{1,5})?$/;

const providerOrigin = (provider: string, fallback: string) =>
  text({
    pattern: ORIGIN,
    expected: "an origin: scheme, host and perhaps port, without a path",
    fallback,
    about: `Origin of ${provider}'s API; the engine appends paths.`,
  });

const Price = namedType("a number from 0", (input): input is number => typeof input === "number" && input >= 0);

const fields: Readonly<Record<keyof ModelPrice, t.Type<number>>> = {
  promptPerMillion: Price,
  completionPerMillion: Price,
};

const Priced = namedType(
  "promptPerMillion and completionPerMillion",
  (input): input is ModelPrice =>
    t.type(fields).is(input) && Object.keys(input).every((name) => Object.hasOwn(fields, name)),
);

/** Where the providers are, and what they cost. */
export const providerSettings = {
  openaiUrl: providerOrigin("OpenAI", "https://api.openai.com"),
  twilioUrl: providerOrigin("Twilio", "https://api.twilio.com"),
  sendgridUrl: providerOrigin("SendGrid", "https://api.sendgrid.com"),
  modelPrices: mapOf(Priced, "prices by model, each with promptPerMillion and completionPerMillion, numbers from 0", {
    fallback: {},
    example: '{ "gpt-6-luna": { "promptPerMillion": 1, "completionPerMillion": 4 } }',
    about:
      "What OpenAI charges for a million tokens, in any currency, from your contract or its price list; a model without a price has no cost metric.",
  }),
} as const;

/** Who deploys the stack from GitHub, and where Pulumi keeps its state. */
export const deploymentSettings = {
  githubSubjectPrefix: text({
    pattern: /^repo:[^\s:*?/]+\/[^\s:*?/]+$/,
    expected:
      "the subject prefix of a repository, as GitHub shows it: repo:OWNER/NAME, with numeric ids where it has them",
    fallback: undefined,
    example: "repo:example/ai-multi-comms",
    about: "Repository whose workflows may deploy; roles for them are declared when set.",
  }),
  githubOidcProviderArn: text({
    pattern: /^arn:aws[a-z-]*:iam::\d{12}:oidc-provider\/token\.actions\.githubusercontent\.com$/,
    expected: "the ARN of an identity provider for token.actions.githubusercontent.com",
    fallback: undefined,
    example: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
    about: "The account's identity provider for GitHub, where it exists already; made when not set.",
  }),
  stateBucket: text({
    pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    expected: "the name of an S3 bucket",
    fallback: undefined,
    example: "example-pulumi-state",
    about: "Bucket of Pulumi's state, which the deployment roles may use; none with Pulumi Cloud.",
  }),
  stateKmsKeyArn: text({
    pattern: /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/,
    expected: "the ARN of a KMS key (not of an alias)",
    fallback: undefined,
    example: "arn:aws:kms:eu-north-1:111122223333:key/0a1b2c3d-1111-2222-3333-444455556666",
    about: "Key that encrypts the secrets in the state, which the deployment roles may decrypt with.",
  }),
} as const;

/** Every key of the stack config that stands by itself (`projects` and `secretValues` have their own readers). */
export const settings = {
  ...apiSettings,
  ...functionSettings,
  ...queueSettings,
  ...sendingSettings,
  ...dataSettings,
  ...operationSettings,
  ...providerSettings,
  ...deploymentSettings,
} as const;

export type SettingKey = keyof typeof settings;
