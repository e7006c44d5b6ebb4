import type * as E from "fp-ts/Either";
import { decodeOr, isJsonObject, type JsonObject } from "../codec/json";
import type { Channel } from "../request/request";
import { checkBucket, isoAfter, type Lease } from "./conversation";
import { ContextObject, conversationKey } from "./message";

/** The named entries of an object that it has. */
export const pick = (record: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(names.filter((name) => record[name] !== undefined).map((name) => [name, record[name]]));

/**
 * The recipient's fields that stand in the record itself; others stand in its `recipient_data`. What takes a record apart
 * again must know the same list, or a rebuilt message would not be the same request.
 */
export const recipientAttributes: readonly string[] = [
  "recipient_first_name",
  "recipient_last_name",
  "recipient_tel",
  "recipient_email",
  "comms_consent",
];

export type NewConversation = {
  readonly context: ContextObject;
  readonly lease: Lease;
  readonly at: Date;
  readonly processorVersion: string;
  readonly reconcileAfterSeconds: number;
  readonly ttlDays: number | undefined;
};

const SECONDS_PER_DAY = 86_400;

/** DynamoDB deletes an item some time after this epoch second. */
export const expiry = (at: Date, ttlDays: number | undefined): JsonObject =>
  ttlDays === undefined ? {} : { ttl: Math.floor(at.getTime() / 1000) + ttlDays * SECONDS_PER_DAY };

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

/** The record of a conversation at its first claim. */
export const newConversation = (from: NewConversation): JsonObject => {
  const { context, lease, at } = from;
  const { company_data, recipient_data, request_data, project_data } = context.frontend_payload;
  const channel = request_data.channel_method;
  const company = context.company_data_payload;
  const channelConfig = channelPart(company, "channel_config", channel);
  return {
    ...conversationKey(context),
    company_id: company_data.company_id,
    project_id: company_data.project_id,
    request_id: request_data.request_id,
    channel_method: channel,
    ...pick(company, companyAttributes),
    ...recipientOf(recipient_data),
    ...indexKeys(channel, channelConfig, recipient_data),
    project_data: project_data ?? {},
    ai_config: channelPart(company, "ai_config", "openai_config", channel),
    channel_config: channelConfig,
    max_message_length: channelPart(company, "rate_limits").max_message_length,
    router_version: context.metadata.router_version,
    processor_version: from.processorVersion,
    initial_request_timestamp: request_data.initial_request_timestamp,
    accepted_at: context.metadata.accepted_at,
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
    ...lease,
    check_bucket: checkBucket(context.conversation_data.conversation_id),
    next_check_at: isoAfter(at, from.reconcileAfterSeconds),
    ...expiry(at, from.ttlDays),
  };
};

const objectAt = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});

/** The context object that a record came from, as far as a processor reads it. */
const contextOf = (record: JsonObject): JsonObject => {
  const channel = String(record.channel_method);
  return {
    frontend_payload: {
      company_data: pick(record, ["company_id", "project_id"]),
      recipient_data: { ...objectAt(record.recipient_data), ...pick(record, recipientAttributes) },
      request_data: pick(record, ["request_id", "channel_method", "initial_request_timestamp"]),
      project_data: objectAt(record.project_data),
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
      rate_limits: pick(record, ["max_message_length"]),
      ai_config: { openai_config: { [channel]: record.ai_config } },
      channel_config: { [channel]: record.channel_config },
    },
    conversation_data: { conversation_id: record.conversation_id, conversation_status: "initiated" },
    metadata: { router_version: record.router_version, schema: 1, accepted_at: record.accepted_at },
  };
};

export type NotRebuilt = { readonly _tag: "NotRebuilt"; readonly reason: string };

/** A fresh message for a conversation whose own message is gone. */
export const rebuildContext = (record: JsonObject): E.Either<NotRebuilt, ContextObject> =>
  decodeOr(ContextObject, (places): NotRebuilt => ({ _tag: "NotRebuilt", reason: places }))(contextOf(record));
