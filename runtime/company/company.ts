import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as R from "fp-ts/ReadonlyRecord";
import * as t from "io-ts";
import { decodeOr, isJsonObject, type JsonObject } from "../codec/json";
import type { Channel, DataLimits } from "../request/request";
import { type ChannelSetup, type Faulty, setupsOf } from "./channel-setup";

/** A message is sent up to 28 days after its acceptance, and the guards against a second send must outlive it. */
export const SHORTEST_RETENTION_DAYS = 35;
export const LONGEST_RETENTION_DAYS = 3_650;

const isRetention = (input: unknown): input is number =>
  typeof input === "number" &&
  Number.isInteger(input) &&
  input >= SHORTEST_RETENTION_DAYS &&
  input <= LONGEST_RETENTION_DAYS;

/** Days after which a conversation is deleted. */
export const RetentionDays: t.Type<number, number, unknown> = new t.Type(
  `a whole number from ${SHORTEST_RETENTION_DAYS} to ${LONGEST_RETENTION_DAYS}`,
  isRetention,
  (input, context) => (isRetention(input) ? t.success(input) : t.failure(input, context)),
  t.identity,
);

const AllowedChannels = t.partial({ allowed_channels: t.array(t.string) });

/** The limits of a project's record that the engine keeps beside the message's length; API Gateway keeps the others. */
const engineLimits = {
  messages_per_day: t.number,
  messages_per_recipient_per_day: t.number,
  assistant_tokens_per_day: t.number,
  assistant_calls_per_conversation: t.number,
  assistant_tokens_per_conversation: t.number,
  max_text_length: t.number,
  max_list_length: t.number,
  max_data_bytes: t.number,
};

export const limitNames: readonly string[] = Object.keys(engineLimits);

const RateLimits = t.partial({ ...engineLimits, max_message_length: t.number });

/** What a project may spend. */
export type SpendingLimits = {
  readonly messagesPerDay: number;
  readonly messagesPerRecipientPerDay: number;
  readonly assistantTokensPerDay: number | undefined;
  readonly assistantCallsPerConversation: number;
  readonly assistantTokensPerConversation: number;
};

/** Days are those of UTC. */
export const defaultLimits: SpendingLimits & DataLimits = {
  messagesPerDay: 10_000,
  messagesPerRecipientPerDay: 20,
  assistantTokensPerDay: undefined,
  assistantCallsPerConversation: 20,
  assistantTokensPerConversation: 400_000,
  // Room for a CV and the letter that goes with it.
  text: 8_000,
  list: 200,
  bytes: 32_768,
};

const readLimits = (given: t.TypeOf<typeof RateLimits>): SpendingLimits & DataLimits => ({
  messagesPerDay: given.messages_per_day ?? defaultLimits.messagesPerDay,
  messagesPerRecipientPerDay: given.messages_per_recipient_per_day ?? defaultLimits.messagesPerRecipientPerDay,
  assistantTokensPerDay: given.assistant_tokens_per_day,
  assistantCallsPerConversation: given.assistant_calls_per_conversation ?? defaultLimits.assistantCallsPerConversation,
  assistantTokensPerConversation:
    given.assistant_tokens_per_conversation ?? defaultLimits.assistantTokensPerConversation,
  text: given.max_text_length ?? defaultLimits.text,
  list: given.max_list_length ?? defaultLimits.list,
  bytes: given.max_data_bytes ?? defaultLimits.bytes,
});

/** Where a project's events are posted to. */
export type Webhook = {
  readonly url: string;
  /** The types that it wants, where it does not want all. */
  readonly events: readonly string[] | undefined;
  /** Whether the words of people and assistant, and what came with them, are in it. */
  readonly content: boolean;
  /** The name of the secret that signs them. */
  readonly secretName: string;
};

const WebhookRecord = t.intersection([
  t.type({ url: t.string, secret_id: t.string }),
  t.partial({ events: t.union([t.readonlyArray(t.string), t.undefined]), content: t.boolean }),
]);

/** One that wants no type of events is switched off: its secret stays. */
const webhookIn = (value: unknown): O.Option<Webhook> =>
  WebhookRecord.is(value) && value.events?.length !== 0
    ? O.some({ url: value.url, events: value.events, content: value.content ?? true, secretName: value.secret_id })
    : O.none;

/** What a project takes for "stop" and for "start" beside the words of every project. */
type OwnKeywords = { readonly optOut: readonly string[]; readonly optIn: readonly string[] };

const Words = t.union([t.array(t.string), t.undefined]);

const CompanyRecord = t.intersection([
  t.type({ company_id: t.string, project_id: t.string }),
  AllowedChannels,
  t.partial({
    company_name: t.string,
    project_name: t.string,
    rate_limits: t.union([RateLimits, t.undefined]),
    conversation_ttl_days: t.union([RetentionDays, t.undefined]),
    company_rep: t.record(t.string, t.union([t.string, t.null])),
    opt_out_keywords: Words,
    opt_in_keywords: Words,
  }),
]);

/** What does not differ by channel. */
export type CompanyDetails = {
  readonly companyName: string | undefined;
  readonly projectName: string | undefined;
  readonly representative: Readonly<Record<string, string | null>> | undefined;
  /** Characters that the project allows itself. */
  readonly longestMessage: number | undefined;
  readonly limits: SpendingLimits & DataLimits;
};

/** What a key of a project is for: to have messages sent, or to read what was said as well. */
export type KeyUse = "client" | "desk";

/** A project, as its record in the company table describes it. Each part has its own faults: one that is not asked for does no harm. */
export type Company = {
  /** The whole record, which travels with a message. */
  readonly record: JsonObject;
  readonly isActive: boolean;
  /** The API keys that may act for the project: one, or two while a key is being rotated. */
  readonly keyIds: readonly string[];
  /** Those that may read its conversations, too: none, one, or two while one is being rotated. */
  readonly deskKeyIds: readonly string[];
  readonly allowedChannels: Faulty<readonly string[]>;
  readonly details: Faulty<CompanyDetails>;
  /** The usual ones, where the record's are faulty: the router has refused it. */
  readonly limits: SpendingLimits & DataLimits;
  /** How long the project's conversations are kept, if it says so. */
  readonly retentionDays: number | undefined;
  readonly keywords: OwnKeywords;
  /** None where it has none, a faulty one, or one that is switched off. */
  readonly webhook: O.Option<Webhook>;
  /** What of each channel's setup a message may quote, on any channel. */
  readonly channelConfig: JsonObject;
  readonly setups: Readonly<Record<Channel, Faulty<ChannelSetup>>>;
};

const wordsIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter(t.string.is) : []);

const places = (faults: string): string => faults;
const decodeAllowed = decodeOr(AllowedChannels, places);
const decodeRecord = decodeOr(CompanyRecord, places);

/** Ids of API keys in a company record: a list, or one as it is. */
const boundKeys = (reference: unknown): readonly string[] =>
  (Array.isArray(reference) ? reference : [reference]).filter(
    (id): id is string => typeof id === "string" && id !== "",
  );

const QUOTABLE = [
  "company_whatsapp_number",
  "company_sms_number",
  "company_email",
  "email_from_name",
  "default_subject_line",
  "unsubscribe_url",
];

const quotableOf = (channels: unknown): JsonObject =>
  isJsonObject(channels)
    ? R.map((config: unknown) =>
        isJsonObject(config) ? R.filterWithIndex((name) => QUOTABLE.includes(name))(config) : {},
      )(channels)
    : {};

/** Reads a record of the company table. */
export const companyOf = (record: JsonObject): Company => {
  const details = pipe(
    decodeRecord(record),
    E.map(({ company_name, project_name, company_rep, rate_limits = {} }) => ({
      companyName: company_name,
      projectName: project_name,
      representative: company_rep,
      longestMessage: rate_limits.max_message_length,
      limits: readLimits(rate_limits),
    })),
  );
  return {
    record,
    isActive: record.project_status === "active",
    keyIds: boundKeys(record.api_key_reference),
    deskKeyIds: boundKeys(record.desk_key_reference),
    allowedChannels: pipe(
      decodeAllowed(record),
      E.map(({ allowed_channels = [] }) => allowed_channels),
    ),
    details,
    limits: pipe(
      details,
      E.match(
        () => defaultLimits,
        ({ limits }) => limits,
      ),
    ),
    retentionDays: isRetention(record.conversation_ttl_days) ? record.conversation_ttl_days : undefined,
    keywords: { optOut: wordsIn(record.opt_out_keywords), optIn: wordsIn(record.opt_in_keywords) },
    webhook: webhookIn(record.webhook),
    channelConfig: quotableOf(record.channel_config),
    setups: setupsOf(record),
  };
};

/** A company record within a message; only what is no map at all is refused. */
export const Company: t.Type<Company, JsonObject, unknown> = new t.Type(
  t.UnknownRecord.name,
  (_input): _input is Company => false,
  (input, context) => (isJsonObject(input) ? t.success(companyOf(input)) : t.failure(input, context)),
  ({ record }) => record,
);

/** The name of the carrier's secret, in its own place of the record, whatever else is wrong with that. */
export const credentialsNameOf = ({ record }: Company, channel: Channel): O.Option<string> =>
  pipe(
    O.some(record.channel_config),
    O.filter(isJsonObject),
    O.map((channels) => channels[channel]),
    O.filter(isJsonObject),
    O.map((config) => config[`${channel}_credentials_id`]),
    O.filter((name): name is string => typeof name === "string" && name !== ""),
  );

/** Stands in what tells a project's webhook by being written: the stream's other items reach nobody. */
export const eventsTo = ({ webhook }: Pick<Company, "webhook">): { readonly events_to?: "webhook" } =>
  O.isSome(webhook) ? { events_to: "webhook" } : {};
