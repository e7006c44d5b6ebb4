import type { JsonObject } from "../codec/json-object";
import { isJsonObject } from "../codec/json-object";
import { pick } from "../codec/pick";
import type { ContextObject } from "../context/context-object";
import type { Channel } from "../request/channel";
import { checkBucket } from "./check-bucket";
import { conversationKey } from "./conversation-key";
import { isoAfter, type Lease } from "./lease";
import { recipientAttributes } from "./recipient-attributes";

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
