import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { isJsonObject, type JsonObject } from "../codec/json";
import type { ChannelSetup } from "../company/channel-setup";
import { eventsTo, limitNames } from "../company/company";
import type { Channel } from "../request/request";
import {
  Attempt,
  type Conversation,
  checkBucket,
  Draft,
  isoAfter,
  type Lease,
  type NewItem,
  retention,
} from "./conversation";
import { conversationKey, decodeMessage, knownSchema, type Message, schemaOf, type UnknownSchema } from "./message";
import { type Asked, askedOnRecord } from "./transitions";

/** The named entries of an object that it has. */
const pick = (record: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(names.filter((name) => record[name] !== undefined).map((name) => [name, record[name]]));

/**
 * The recipient's fields that stand in the record itself; others stand in its `recipient_data`. What takes a record apart
 * again must know the same list, or a rebuilt message would not be the same request.
 */
const recipientAttributes: readonly string[] = [
  "recipient_first_name",
  "recipient_last_name",
  "recipient_tel",
  "recipient_email",
  "comms_consent",
];

type Claim = {
  readonly message: Message;
  readonly lease: Lease;
  readonly at: Date;
  readonly processorVersion: string;
  readonly reconcileAfterSeconds: number;
  readonly ttlDays: number | undefined;
  /** Calls of the assistant that may follow, counted before any is made. */
  readonly reserved?: Asked;
};

const companyAttributes = [
  "company_name",
  "project_name",
  "company_rep",
  "allowed_channels",
  "project_status",
  "conversation_ttl_days",
  "auto_queue_initial_message",
  "auto_queue_initial_message_from_number",
  "auto_queue_initial_message_from_email",
  "auto_queue_reply_message",
  "auto_queue_reply_message_from_number",
  "auto_queue_reply_message_from_email",
];

/** Fields that we know stand in the record itself; others beside them, so that none can take the place of an attribute of ours. */
const recipientOf = (data: JsonObject): JsonObject => {
  const others = Object.entries(data).filter(([name]) => !recipientAttributes.includes(name));
  return {
    ...pick(data, recipientAttributes),
    ...(others.length === 0 ? {} : { recipient_data: Object.fromEntries(others) }),
  };
};

const channelPart = (record: JsonObject, ...path: readonly string[]): JsonObject => {
  const part = path.reduce<unknown>((found, key) => (isJsonObject(found) ? found[key] : undefined), record);
  return isJsonObject(part) ? part : {};
};

/** The other channels' senders may be quoted, too: a rebuilt message judges an answer as the first one did. */
const otherChannels = ({ request, company }: Message): JsonObject => {
  const { [request.channel]: _, ...others } = company.channelConfig;
  return Object.keys(others).length === 0 ? {} : { other_channels: others };
};

/** The sparse indexes' keys: sender and recipient of the channel. */
const indexKeys = (channel: Channel, config: JsonObject, recipient: JsonObject): JsonObject => {
  switch (channel) {
    case "whatsapp":
      return {
        gsi_company_whatsapp_number: config.company_whatsapp_number,
        gsi_recipient_tel: recipient.recipient_tel,
      };
    case "sms":
      return { gsi_company_sms_number: config.company_sms_number, gsi_recipient_tel: recipient.recipient_tel };
    case "email":
      return { gsi_company_email: config.company_email, gsi_recipient_email: recipient.recipient_email };
  }
};

/** The project's limits as they stood, but for the message's length, which older versions look for in a place of its own. */
const limitsIn = (record: JsonObject): JsonObject => {
  const limits = pick(channelPart(record, "rate_limits"), limitNames);
  return Object.keys(limits).length === 0 ? {} : { rate_limits: limits };
};

/** The record of a conversation at its first claim. */
export const newConversation = ({ message, lease, at, ...claim }: Claim): NewItem => {
  const { request, company } = message;
  const channelConfig = channelPart(company.record, "channel_config", request.channel);
  return {
    ...conversationKey(message),
    ...request.project,
    request_id: request.id,
    channel_method: request.channel,
    ...pick(company.record, companyAttributes),
    ...recipientOf(request.recipient),
    ...indexKeys(request.channel, channelConfig, request.recipient),
    project_data: request.projectData ?? {},
    ...(request.consent === undefined ? {} : { consent: request.consent }),
    ai_config: channelPart(company.record, "ai_config", "openai_config", request.channel),
    channel_config: channelConfig,
    ...otherChannels(message),
    max_message_length: channelPart(company.record, "rate_limits").max_message_length,
    ...limitsIn(company.record),
    router_version: message.routerVersion,
    processor_version: claim.processorVersion,
    initial_request_timestamp: request.requestedAt,
    accepted_at: message.acceptedAt,
    message_schema: schemaOf(request),
    created_at: at.toISOString(),
    updated_at: at.toISOString(),
    conversation_status: "processing",
    task_complete: 0,
    thread_id: null,
    email_id: null,
    messages: [],
    function_call: false,
    function_call_type: null,
    hand_off_to_human: false,
    hand_off_to_human_reason: null,
    failure_reason: null,
    delivery_status: null,
    send_state: "accepted",
    ...eventsTo(company),
    ...(claim.reserved === undefined ? {} : askedOnRecord(claim.reserved)),
    ...lease,
    check_bucket: checkBucket(message.conversationId),
    next_check_at: isoAfter(at, claim.reconcileAfterSeconds),
    ...retention(message.conversationId, at, claim.ttlDays),
  };
};

type Loss = Pick<Claim, "at" | "processorVersion" | "ttlDays"> & { readonly reason: string };

/** The record of a request whose id another one took: final from the beginning, and out of the sweeper's index. */
export const lostConversation = (message: Message, { reason, ...loss }: Loss): NewItem => {
  const lease = { lease_owner: "nobody", lease_until: loss.at.toISOString() };
  const { check_bucket, next_check_at, retention_bucket, retention_check_at, ...record } = newConversation({
    message,
    lease,
    reconcileAfterSeconds: 0,
    ...loss,
  });
  return {
    ...record,
    ...conversationKey(message),
    conversation_status: "failed_unknown",
    send_state: "failed",
    failure_reason: reason,
    request_id_taken: true,
  };
};

const objectAt = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});

/** The context object that a record came from, as far as a processor reads it. */
const contextFrom = (record: JsonObject): JsonObject => {
  const channel = String(record.channel_method);
  return {
    frontend_payload: {
      company_data: pick(record, ["company_id", "project_id"]),
      recipient_data: { ...objectAt(record.recipient_data), ...pick(record, recipientAttributes) },
      request_data: pick(record, ["request_id", "channel_method", "initial_request_timestamp"]),
      project_data: objectAt(record.project_data),
      ...(record.consent === undefined ? {} : { consent_data: record.consent }),
    },
    company_data_payload: {
      ...pick(record, [
        "company_id",
        "project_id",
        "company_name",
        "project_name",
        "company_rep",
        "allowed_channels",
        "project_status",
        "conversation_ttl_days",
      ]),
      rate_limits: { ...pick(record, ["max_message_length"]), ...objectAt(record.rate_limits) },
      ai_config: { openai_config: { [channel]: record.ai_config } },
      channel_config: { ...objectAt(record.other_channels), [channel]: record.channel_config },
    },
    conversation_data: { conversation_id: record.conversation_id, conversation_status: "initiated" },
    metadata: {
      router_version: record.router_version,
      schema: record.message_schema ?? 1,
      accepted_at: record.accepted_at,
    },
  };
};

export type NotRebuilt = { readonly _tag: "NotRebuilt"; readonly reason: string };

/** A fresh message for a conversation whose own message is gone. */
export const rebuildMessage = (record: JsonObject): E.Either<NotRebuilt | UnknownSchema, Message> =>
  pipe(
    knownSchema(record.message_schema),
    E.chainW(() =>
      pipe(
        decodeMessage(contextFrom(record)),
        E.mapLeft((places): NotRebuilt => ({ _tag: "NotRebuilt", reason: places })),
      ),
    ),
  );

/** The setup by which a record's message is sent. */
export const setupOf = ({ company, request }: Message): E.Either<NotRebuilt, ChannelSetup> =>
  pipe(
    company.setups[request.channel],
    E.mapLeft((reason) => ({ _tag: "NotRebuilt", reason })),
  );

/** What a record says of messages to its recipient; one of an older version may not say all of it. */
export type Neighbour = {
  readonly conversationId: unknown;
  readonly channel: unknown;
  /** Without one it might be anybody's. */
  readonly sender: string | undefined;
  readonly messageIds: readonly string[];
  /** Attempts of which one may have reached the carrier without the record's knowledge, and what they said. */
  readonly doubtful: (Pick<Conversation, "draft" | "unlisted"> & { readonly attempts: readonly Attempt[] }) | undefined;
};

/** The attributes that tell it. */
export const neighbourAttributes: readonly string[] = [
  "conversation_id",
  "channel_method",
  "gsi_company_whatsapp_number",
  "gsi_company_sms_number",
  "gsi_company_email",
  "messages",
  "send_state",
  "draft",
  "attempts",
  "absences",
  "unlisted",
];

const Sent = t.partial({ draft: Draft, unlisted: t.record(t.string, t.string), attempts: t.array(Attempt) });

const sentBy = (record: JsonObject): Neighbour["doubtful"] =>
  Sent.is(record) ? { attempts: [], ...record } : { attempts: [] };

const isDoubtful = ({ send_state, absences }: JsonObject): boolean =>
  send_state === "sending" || send_state === "uncertain" || Number(absences ?? 0) > 0;

const textOr = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

export const neighbourOf = (record: JsonObject): Neighbour => ({
  conversationId: record.conversation_id,
  channel: record.channel_method,
  sender: textOr(record.gsi_company_whatsapp_number ?? record.gsi_company_sms_number ?? record.gsi_company_email),
  messageIds: (Array.isArray(record.messages) ? record.messages : [])
    .filter(isJsonObject)
    .map(({ message_id }) => String(message_id)),
  doubtful: isDoubtful(record) ? sentBy(record) : undefined,
});

/** Threads at OpenAI, and the name of the secret that opens them. */
export type PendingThreads = { readonly thread_ids: readonly string[]; readonly key_name: string };

const textAt = (value: unknown, name: string): string | undefined => {
  const part = isJsonObject(value) ? value[name] : undefined;
  return typeof part === "string" ? part : undefined;
};

const textsAt = (value: unknown, name: string): readonly string[] => {
  const part = isJsonObject(value) ? value[name] : undefined;
  return Array.isArray(part) ? part.filter(t.string.is) : [];
};

/** Where the conversation's parts at OpenAI are; what was begun before, perhaps by an older version, has kept the place. */
export const threadsOf = (record: JsonObject): PendingThreads | undefined => {
  const from = record.erased_at === undefined ? record : record.erasure_pending;
  const named = [textAt(from, "thread_id"), textAt(record.draft, "thread_id")].filter(t.string.is);
  const thread_ids = [...new Set([...named, ...textsAt(from, "threads"), ...textsAt(from, "thread_ids")])];
  const key_name = textAt(record.ai_config, "api_key_reference") ?? textAt(from, "key_name");
  return thread_ids.length === 0 || key_name === undefined ? undefined : { thread_ids, key_name };
};
