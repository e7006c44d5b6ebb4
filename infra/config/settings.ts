import { patternString } from "../../runtime/codec/refined-string";
import { flag, integer, listOf, number, oneOf, oneOfNumbers, text } from "./setting";

/** Days that CloudWatch Logs accepts as a retention (API reference, PutRetentionPolicy). */
const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const ORIGIN = /^https?:\/\/[A-Za-z0-9.-]+(:\d{1,5})?$/;
const Origin = patternString("an origin", /^(\*|https?:\/\/[A-Za-z0-9.-]+(:\d{1,5})?)$/);

const providerOrigin = (provider: string, fallback: string) =>
  text({
    pattern: ORIGIN,
    expected: "an origin: scheme, host and perhaps port, without a path",
    fallback,
    example: fallback,
    about: `Origin of ${provider}'s API; the engine appends paths.`,
  });

/** Every key of the stack config that stands by itself (`projects` and `secretValues` have their own readers). */
export const settings = {
  logLevel: oneOf(["DEBUG", "INFO", "WARN", "ERROR"], {
    fallback: "INFO",
    example: "INFO",
    about: "The functions' lowest log level.",
  }),
  corsOrigins: listOf(Origin, 'a list of origins, or ["*"]', {
    fallback: undefined,
    example: '["https://app.example.com"]',
    about: "Origins of web pages that may call the API.",
  }),
  apiThrottleRate: number({
    min: 1,
    max: 10_000,
    fallback: 10,
    example: "10",
    about: "Requests per second of the whole stage; plans have their own limits.",
  }),
  apiThrottleBurst: integer({
    min: 1,
    max: 5_000,
    fallback: 20,
    example: "20",
    about: "Requests of the whole stage that may come at once.",
  }),
  routerMemoryMb: integer({ min: 128, max: 10_240, fallback: 256, example: "256", about: "The router's memory, MB." }),
  routerTimeoutSeconds: integer({
    min: 1,
    max: 29,
    fallback: 15,
    example: "15",
    about: "The router's time limit; API Gateway gives up after 29.",
  }),
  processorMemoryMb: integer({
    min: 128,
    max: 10_240,
    fallback: 512,
    example: "512",
    about: "Each processor's memory, MB.",
  }),
  processorTimeoutSeconds: integer({
    min: 1,
    max: 900,
    fallback: 150,
    example: "150",
    about: "Each processor's time limit.",
  }),
  queueVisibilitySeconds: integer({
    min: 1,
    max: 43_200,
    fallback: undefined,
    example: "900",
    about: "How long a received message stays hidden; 6 × processorTimeoutSeconds when not set.",
  }),
  queueMaxReceiveCount: integer({
    min: 1,
    max: 1_000,
    fallback: 5,
    example: "5",
    about: "Receives of a message before it goes to the dead-letter queue.",
  }),
  queueRetentionDays: integer({
    min: 1,
    max: 13,
    fallback: 4,
    example: "4",
    about: "Days that a queue keeps a message.",
  }),
  dlqRetentionDays: integer({
    min: 2,
    max: 14,
    fallback: 14,
    example: "14",
    about: "Days that a dead-letter queue keeps a message, counted from its first enqueueing.",
  }),
  batchSize: integer({ min: 1, max: 10_000, fallback: 10, example: "10", about: "Messages per processor invocation." }),
  batchWindowSeconds: integer({
    min: 0,
    max: 300,
    fallback: 0,
    example: "0",
    about: "How long a batch may be gathered.",
  }),
  maximumConcurrency: integer({
    min: 2,
    max: 1_000,
    fallback: 20,
    example: "20",
    about: "Invocations of one channel's processor at the same time.",
  }),
  leaseSeconds: integer({
    min: 1,
    max: 43_200,
    fallback: undefined,
    example: "160",
    about:
      "How long a worker holds a conversation; processorTimeoutSeconds + 10, at most the visibility, when not set.",
  }),
  heartbeatSeconds: integer({
    min: 1,
    max: 14_400,
    fallback: undefined,
    example: "53",
    about: "How often a working processor renews lease and visibility; a third of the lease when not set.",
  }),
  retryFirstSeconds: number({ min: 0.1, max: 900, fallback: 5, example: "5", about: "Delay before the first retry." }),
  retrySpanSeconds: number({
    min: 0.1,
    max: 43_200,
    fallback: 1_800,
    example: "1800",
    about: "The time that all receives of a message together cover at least.",
  }),
  reconcileAfterSeconds: integer({
    min: 1,
    max: 86_400,
    fallback: undefined,
    example: "270",
    about: "Age at which an unclear send is looked into; processorTimeoutSeconds + 120 when not set.",
  }),
  sweepSeconds: integer({
    min: 1,
    max: 3_600,
    fallback: 60,
    example: "60",
    about: "How often stranded conversations are looked for; whole minutes on AWS.",
  }),
  assistantTimeoutSeconds: number({
    min: 0.1,
    max: 600,
    fallback: 45,
    example: "45",
    about: "Time limit of one assistant call.",
  }),
  carrierTimeoutSeconds: number({
    min: 0.1,
    max: 120,
    fallback: 15,
    example: "15",
    about: "Time limit of one carrier call.",
  }),
  logRetentionDays: oneOfNumbers(LOG_RETENTION_DAYS, {
    fallback: 14,
    example: "14",
    about: "Days that logs are kept.",
  }),
  conversationTtlDays: integer({
    min: 35,
    max: 3_650,
    fallback: undefined,
    example: "365",
    about: "Days after which a conversation is deleted; never when not set. A redrive can carry a message 28 days.",
  }),
  alertsEmail: text({
    pattern: /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
    expected: "an email address",
    fallback: undefined,
    example: "oncall@example.com",
    about: "Address that is subscribed to the alarms.",
  }),
  protectData: flag({
    fallback: true,
    example: "true",
    about: "Refuses deletion of the tables, in Pulumi and in DynamoDB.",
  }),
  pointInTimeRecovery: flag({ fallback: false, example: "true", about: "Continuous backups of the tables." }),
  manageApiGatewayAccount: flag({
    fallback: true,
    example: "false",
    about:
      "Sets the region's CloudWatch role for API Gateway; false where another stack of the account does. It stays when the stack goes.",
  }),
  openaiUrl: providerOrigin("OpenAI", "https://api.openai.com"),
  twilioUrl: providerOrigin("Twilio", "https://api.twilio.com"),
  sendgridUrl: providerOrigin("SendGrid", "https://api.sendgrid.com"),
} as const;

export type SettingKey = keyof typeof settings;
