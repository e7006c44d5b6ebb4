import * as t from "io-ts";
import { LONGEST_RETENTION_DAYS, SHORTEST_RETENTION_DAYS } from "../../runtime/company/company";
import type { ModelPrice } from "../../runtime/ports/assistant";
import { patternString } from "../../runtime/request/text";
import { REGION } from "./api-limits";
import { scalarType } from "./plain-types";
import { flag, integer, listOf, mapOf, notYet, number, oneOf, orWord, text } from "./setting";
import { derivation, derivedTimes } from "./times";

/** Seconds that API Gateway waits for an answer. */
const GATEWAY_PATIENCE = 29;

/** Of an account in a region (API Gateway developer guide, "Quotas for configuring and running a REST API"). */
export const USAGE_PLANS = 300;

const usual = derivedTimes({ processorTimeoutSeconds: 150 });

const Origin = patternString("an origin", /^(\*|https?:\/\/[A-Za-z0-9.-]+(:\d{1,5})?)$/);

// A row: the range, what holds where the key is not set, what the key is for, and an example where that value is none.

/** The public API. */
export const apiSettings = {
  corsOrigins: listOf(
    Origin,
    'a list of origins, or ["*"]',
    undefined,
    "Origins of web pages that may call the API.",
    '["https://app.example.com"]',
  ),
  apiThrottleRate: number(
    [1, REGION.rate],
    undefined,
    "Requests per second of all clients together, to each method that they call; plans have their own limits. What all plans promise together when not set, at least 10; less is refused.",
    "10",
  ),
  apiThrottleBurst: integer(
    [1, REGION.burst],
    undefined,
    "Requests of all clients together that may come at once. What all plans promise together when not set, at least 20; less is refused.",
    "20",
  ),
  inboundThrottleRate: number(
    [1, REGION.rate],
    500,
    "Requests per second to each address that carriers post people's messages to, and to the links by which people unsubscribe; clients' requests count elsewhere. What is refused there is lost.",
  ),
  inboundThrottleBurst: integer([1, REGION.burst], 1_000, "Such requests that may come at once."),
  usagePlanQuota: integer(
    [1, 10_000],
    USAGE_PLANS,
    `Usage plans that the stack may have. An account has ${USAGE_PLANS} in a region, for all its stacks, unless AWS has raised its quota.`,
  ),
  manageApiGatewayAccount: flag(
    true,
    "Sets the region's CloudWatch role for API Gateway; false where another stack of the account does. It stays when the stack goes.",
    "false",
  ),
} as const;

/** The functions. */
export const functionSettings = {
  logLevel: oneOf(["DEBUG", "INFO", "WARN", "ERROR"], "INFO", "The functions' lowest log level."),
  routerMemoryMb: integer([128, 10_240], 256, "The router's memory, MB."),
  routerTimeoutSeconds: integer(
    [1, GATEWAY_PATIENCE],
    15,
    `The router's time limit; API Gateway gives up after ${GATEWAY_PATIENCE}.`,
  ),
  routerConcurrency: integer(
    [1, 10_000],
    undefined,
    "Invocations of the router at the same time that no other function can take, which are then its most; none are reserved when not set. AWS refuses what leaves less than 100 of the account's to the others.",
    "50",
  ),
  processorMemoryMb: integer([128, 10_240], 512, "Each processor's memory, MB."),
  processorTimeoutSeconds: integer([2, 900], usual.processorTimeoutSeconds, "Each processor's time limit."),
} as const;

/** The queues and how they feed the processors. */
export const queueSettings = {
  queueVisibilitySeconds: integer(
    [2, 43_200],
    undefined,
    `How long a received message stays hidden; ${derivation.queueVisibilitySeconds}.`,
    String(usual.queueVisibilitySeconds),
  ),
  queueMaxReceiveCount: integer([1, 1_000], 5, "Receives of a message before it goes to the dead-letter queue."),
  queueRetentionDays: integer([1, 13], 4, "Days that a queue keeps a message."),
  dlqRetentionDays: integer(
    [2, 14],
    14,
    "Days that a dead-letter queue keeps a message, counted from its first enqueueing.",
  ),
  batchSize: integer([1, 10_000], 10, "Messages per processor invocation."),
  batchWindowSeconds: integer([0, 300], 0, "How long a batch may be gathered."),
  maximumConcurrency: integer([2, 1_000], 20, "Invocations of one channel's processor at the same time."),
} as const;

/** What the projects' webhooks are told. */
export const webhookSettings = {
  webhookTimeoutSeconds: integer([1, 30], 15, "Seconds within which a company's endpoint must have taken an event."),
  webhookConcurrency: integer([2, 1_000], 10, "Invocations at the same time of the function that posts events."),
} as const;

/** Leases, retries and time limits of one conversation. */
export const sendingSettings = {
  leaseSeconds: integer(
    [2, 43_200],
    undefined,
    `How long a worker holds a conversation; ${derivation.leaseSeconds}.`,
    String(usual.leaseSeconds),
  ),
  heartbeatSeconds: integer(
    [1, 14_400],
    undefined,
    `How often a working processor renews lease and visibility; ${derivation.heartbeatSeconds}.`,
    String(usual.heartbeatSeconds),
  ),
  retryFirstSeconds: number([0.1, 900], 5, "Delay before the first retry."),
  retrySpanSeconds: number([0.1, 43_200], 1_800, "The time that all receives of a message together cover at least."),
  reconcileAfterSeconds: integer(
    [1, 86_400],
    undefined,
    `Seconds after which a send that the carrier does not list counts as not taken; ${derivation.reconcileAfterSeconds}.`,
    String(usual.reconcileAfterSeconds),
  ),
  catchUpSeconds: integer(
    [0, 86_400],
    300,
    "How often Twilio's list is searched for messages that its webhook did not bring; 0 for never.",
  ),
  sweepSeconds: integer([1, 3_600], 60, "How often stranded conversations are looked for; whole minutes on AWS."),
  assistantTimeoutSeconds: number([0.1, 600], 45, "Time limit of one assistant call."),
  assistantOutputTokens: integer(
    [256, 65_536],
    4_096,
    "Tokens that an answer of the assistant may take, those of its reasoning included; one that was cut off there is asked for once more with twice as many.",
  ),
  carrierTimeoutSeconds: number([0.1, 120], 15, "Time limit of one carrier call."),
} as const;

/** Days that CloudWatch Logs accepts as a retention (API reference, PutRetentionPolicy). */
const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** What is kept, and for how long. */
export const dataSettings = {
  logRetentionDays: oneOf(LOG_RETENTION_DAYS, 14, "Days that logs are kept."),
  conversationTtlDays: orWord(
    "none",
    integer(
      [SHORTEST_RETENTION_DAYS, LONGEST_RETENTION_DAYS],
      400,
      "Days after which a conversation is deleted, at OpenAI too, where its project says nothing else; `none` keeps it for ever. A redrive can carry a message 28 days.",
    ),
  ),
  attachmentDays: integer([1, 3_650], 35, "Days that files which came with a mail are kept."),
  protectData: flag(
    true,
    "Has Pulumi, and for the tables DynamoDB, refuse to delete what cannot be made again: tables, queues, API, keys, secrets, audit trail.",
  ),
  pointInTimeRecovery: flag(false, "Continuous backups of the tables.", "true"),
} as const;

const WEB_ACL = /^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/[^/\s]+\/[^/\s]+$/;

/** Watching and guarding the running stack. */
export const operationSettings = {
  alertsEmail: text(
    /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
    "an email address",
    undefined,
    "Address that is subscribed to the alarms.",
    "oncall@example.com",
  ),
  costAlarmPerDay: integer(
    [1, 1_000_000_000],
    undefined,
    "What OpenAI may cost in a day, by `modelPrices` and in their currency, before an alarm fires, for each model by itself; no such alarm when not set.",
    "50",
  ),
  auditTrail: flag(false, "Records reads of secrets, and reads and writes of the tables, in CloudTrail.", "true"),
  auditRetentionDays: integer([1, 3_650], 365, "Days that the audit trail is kept."),
  privateNetwork: notYet<boolean>(false, "Runs the functions in a network of their own with fixed addresses."),
  tracing: flag(false, "Records traces of the API and the functions in X-Ray.", "true"),
  wafArn: orWord(
    "false",
    text(
      WEB_ACL,
      "the ARN of a regional web ACL",
      undefined,
      "Web ACL that stands before the API; none when not set.",
      "arn:aws:wafv2:eu-north-1:111122223333:regional/webacl/NAME/ID",
    ),
  ),
  addressRateLimit: integer(
    [10, 2_000_000_000],
    undefined,
    "Requests of one address in five minutes, beyond which a web ACL of the stack's own answers it 429; what carriers post and the links of mails do not count. No such web ACL when not set.",
    "3000",
  ),
} as const;

const ORIGIN = /^https?:\/\/[A-Za-z0-9.-]+(:\d{1,5})?$/;

const providerOrigin = (provider: string, fallback: string) =>
  text(
    ORIGIN,
    "an origin: scheme, host and perhaps port, without a path",
    fallback,
    `Origin of ${provider}'s API, by https but in the local stack; the engine appends paths.`,
  );

const Price = scalarType("a number from 0", (input): input is number => typeof input === "number" && input >= 0);

const Priced: t.Type<ModelPrice, ModelPrice, unknown> = t.strict({
  promptPerMillion: Price,
  completionPerMillion: Price,
});

/** Where the providers are, and what they cost. */
export const providerSettings = {
  openaiUrl: providerOrigin("OpenAI", "https://api.openai.com"),
  twilioUrl: providerOrigin("Twilio", "https://api.twilio.com"),
  sendgridUrl: providerOrigin("SendGrid", "https://api.sendgrid.com"),
  modelPrices: mapOf(
    Priced,
    "prices by model, each with promptPerMillion and completionPerMillion, numbers from 0",
    {},
    "What OpenAI charges for a million tokens, in any currency, from your contract or its price list; a model without a price has no cost metric.",
    '{ "gpt-6-luna": { "promptPerMillion": 1, "completionPerMillion": 4 } }',
  ),
} as const;

/** Who deploys the stack from GitHub, and where Pulumi keeps its state. */
export const deploymentSettings = {
  githubSubjectPrefix: text(
    /^repo:[^\s:*?/]+\/[^\s:*?/]+$/,
    "the subject prefix of a repository, as GitHub shows it: repo:OWNER/NAME, with numeric ids where it has them",
    undefined,
    "Repository whose workflows may deploy; roles for them are declared when set.",
    "repo:example/ai-multi-comms",
  ),
  githubOidcProviderArn: text(
    /^arn:aws[a-z-]*:iam::\d{12}:oidc-provider\/token\.actions\.githubusercontent\.com$/,
    "the ARN of an identity provider for token.actions.githubusercontent.com",
    undefined,
    "The account's identity provider for GitHub, which is made once by hand; the account's own, under the name that IAM gives it, when not set.",
    "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
  ),
  stateBucket: text(
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    "the name of an S3 bucket",
    undefined,
    "Bucket of Pulumi's state, which the deployment roles may use; none with Pulumi Cloud.",
    "example-pulumi-state",
  ),
  stateKmsKeyArn: text(
    /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/,
    "the ARN of a KMS key (not of an alias)",
    undefined,
    "Key that encrypts the secrets in the state, which the deployment roles may decrypt with in the context of their stack.",
    "arn:aws:kms:eu-north-1:111122223333:key/0a1b2c3d-1111-2222-3333-444455556666",
  ),
} as const;

/** Every key of the stack config that stands by itself (`projects` and `secretValues` have their own readers). */
export const settings = {
  ...apiSettings,
  ...functionSettings,
  ...queueSettings,
  ...webhookSettings,
  ...sendingSettings,
  ...dataSettings,
  ...operationSettings,
  ...providerSettings,
  ...deploymentSettings,
} as const;

export type SettingKey = keyof typeof settings;
