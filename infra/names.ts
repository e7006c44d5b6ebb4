import { version as packageVersion } from "../package.json";
import { type Channel, channels } from "../runtime/request/request";

/** A company's or project's id as it stands in names of AWS resources: lower-case letters, digits and hyphens. */
const slug = (id: string): string =>
  id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");

type Project = { readonly company_id: string; readonly project_id: string };

/** A project as it stands in the names of its resources. */
export const projectSlug = ({ company_id, project_id }: Project): string => `${slug(company_id)}-${slug(project_id)}`;

/** Names of the stack's resources, explicit so that operators, alarms and permission patterns can rely on them. */
export type Names = (thing: string) => string;

export const namesFor =
  (stack: string): Names =>
  (thing) =>
    `ai-multi-comms-${thing}-${stack}`;

/** Names of buckets are one space for all of AWS: the account's number makes this one the stack's own. */
export const attachmentsBucketName = ({
  accountId,
  stack,
}: {
  readonly accountId: string;
  readonly stack: string;
}): string => `ai-multi-comms-attachments-${accountId}-${stack}`;

/** The functions' names; their roles and log groups have the same. */
export const functionThings: readonly string[] = [
  "router",
  "desk",
  ...channels.map((channel) => `${channel}-processor`),
  "receipts",
  "inbound",
  "replies",
  "sweeper",
  "events",
  "webhooks",
];

/** What has a queue with dead letters of its own: the channels' first messages, what people write back, and what companies are told. */
export const queueOwners = [...channels, "replies", "events"] as const;

export const queueThings: readonly string[] = queueOwners.flatMap((owner) => [`${owner}-queue`, `${owner}-dlq`]);

export const tableThings = ["company-data", "conversations"] as const;

/** By this tag permissions tell the stack's APIs, keys and plans from others: API Gateway gives them random ids. */
export const STACK_TAG = "ai-multi-comms:stack";

const carrierOf: Readonly<Record<Channel, string>> = { whatsapp: "twilio", sms: "twilio", email: "sendgrid" };

const PREFIX = "ai-multi-comms";

/** Names without prefix and environment, as `secretValues` uses them. */
export const credentialsKey = (channel: Channel, { company_id, project_id }: Project): string =>
  `${channel}-credentials/${slug(company_id)}/${slug(project_id)}/${carrierOf[channel]}`;

/** The key that a channel's projects share. */
export const openaiKey = (channel: Channel): string => `openai-api-key/${channel}`;

/** The key that a project's assistant writes with: the channel's, or one of the project's own. */
export const assistantKey = (
  channel: Channel,
  { company_id, project_id, own_openai_key }: Project & { readonly own_openai_key?: boolean | undefined },
): string =>
  own_openai_key ? `openai-api-key/${slug(company_id)}/${slug(project_id)}/${channel}` : openaiKey(channel);

/** What signs the events of a project that has a webhook. */
export const webhookSecretKey = ({ company_id, project_id }: Project): string =>
  `webhook-secret/${slug(company_id)}/${slug(project_id)}`;

/** The key of the receipts' references. */
export const RECEIPT_KEY = "receipt-key";

/** The key that the addresses of consent items are hashed with; another one would forget every opt-out. */
export const CONSENT_KEY = "consent-key";

/** A secret's full name in one environment. */
export const secretName = (key: string, stack: string): string => `${PREFIX}/${key}-${stack}`;

/** Matches the ARNs of a channel's carrier secrets of one environment; Secrets Manager appends six characters to a name. */
export const credentialsPattern = (channel: Channel, stack: string): string =>
  `${PREFIX}/${channel}-credentials/*/*/${carrierOf[channel]}-${stack}-??????`;

/** The same of a channel's keys at OpenAI: the shared one, and the projects' own. */
export const openaiPatterns = (channel: Channel, stack: string): readonly string[] =>
  [openaiKey(channel), `openai-api-key/*/*/${channel}`].map((key) => `${secretName(key, stack)}-??????`);

export const receiptKeyPattern = (stack: string): string => `${secretName(RECEIPT_KEY, stack)}-??????`;
/** A project's name may end as another stack's does: who reads by this asks for the stack's tag as well. */
export const webhookSecretPattern = (stack: string): string => `${secretName("webhook-secret/*/*", stack)}-??????`;
export const consentKeyPattern = (stack: string): string => `${secretName(CONSENT_KEY, stack)}-??????`;

/** Where the stack's own metrics are in CloudWatch; one namespace each, so that environments of one account do not mix. */
export const metricNamespace = (stack: string): string => `AiMultiComms/${stack}`;

/** The program's version, as records and messages carry it. */
export const version: string = packageVersion;
