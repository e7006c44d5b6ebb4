import * as O from "fp-ts/Option";
import type { JsonObject } from "../codec/json";
import { type Conversation, type ConversationKey, expiry, type NewItem } from "./conversation";
import type { ReceivedMessage } from "./received-message";

/** What a received message is about: the conversation that it belongs to, if any, and the requests that it might have been about as well. */
export type Match = {
  readonly conversation: O.Option<Conversation>;
  readonly also: readonly string[];
  /** Proven by a token of ours, whoever wrote. */
  readonly isProven: boolean;
};

export const unmatched: Match = { conversation: O.none, also: [], isProven: false };

/** Days for which a message is kept that is nobody's. */
const UNMATCHED_DAYS = 35;

/** Whether the message's project is told of it, and which one that is; under other names than a record's, since an index lists those. */
const toldTo = (message: ReceivedMessage, record: Conversation | undefined): JsonObject => {
  const events_to = record === undefined ? message.events_to : record.events_to;
  if (events_to === undefined) return {};
  const { project_id } = record ?? message;
  return { events_to, project: project_id, ...(record === undefined ? {} : { request_id: record.request_id }) };
};

/** Where a received message is: beside the conversation that it belongs to, or under its sender's address. */
export const receivedKey = (address: string, messageId: string): ConversationKey => ({
  primary_channel: address,
  conversation_id: `in#${messageId}`,
});

/** With attributes of a message, as they stand in a record's `messages`; in no index, and for as long as its conversation. */
export const receivedItem = (message: ReceivedMessage, { conversation, also }: Match, at: Date): NewItem => {
  const { company_id, channel, their_address, message_id, received_at } = message;
  const record: (Conversation & JsonObject) | undefined = O.toUndefined(conversation);
  return {
    ...receivedKey(record?.primary_channel ?? their_address, message_id),
    kind: "received",
    ...(record === undefined ? {} : { conversation: record.conversation_id }),
    ...(also.length === 0 ? {} : { also }),
    company_id,
    channel,
    their_address,
    our_address: message.our_address,
    message_id,
    timestamp: received_at,
    role: "user",
    content: message.text,
    message_kind: message.message_kind,
    media: message.media,
    reply_to: message.reply_to,
    full_text: message.full_text,
    via: message.via,
    received_at,
    keyword: message.keyword,
    user_id: message.user_id,
    ...toldTo(message, record),
    ...(record === undefined ? expiry(at, UNMATCHED_DAYS) : { ttl: record.ttl }),
  };
};
