import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import { isJsonObject, type JsonObject } from "../codec/json";
import type { Conversation } from "../conversation/conversation";
import { publicReason } from "../conversation/operator-transitions";
import type { RequestGuard } from "../conversation/request-guard";
import type { Channel } from "../request/request";
import { type MessagePage, NO_MESSAGES, newestReceived } from "./message-list";

/** A conversation as it is on record, and what its recipient wrote about it. */
export type Told = { readonly conversation: Conversation & JsonObject; readonly received: readonly JsonObject[] };

/** What any key of the project is told, in the order of the answer. What later versions of the engine fill is null, false or 0. */
export type Progress = {
  readonly status: "success";
  readonly request_id: string;
  /** None of a request that was cancelled before it was taken up; nor has that a channel. */
  readonly conversation_id: string | null;
  readonly channel: Channel | null;
  readonly conversation_status: string;
  readonly delivery_status: string | null;
  readonly failure_reason: string | null;
  readonly scheduled_for: string | null;
  readonly waiting: "approval" | "person" | null;
  readonly handed_off: boolean;
  readonly turns: number;
  /** Messages of the recipient's. */
  readonly received: number;
  readonly fallback: JsonObject | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
};

/** By whom and where a person is reached, by the names of the request's own fields. */
const recipientFields = ["recipient_first_name", "recipient_last_name", "recipient_tel", "recipient_email"] as const;
type RecipientField = (typeof recipientFields)[number];

/** What a desk key is told beside. */
export type Content = MessagePage & {
  readonly recipient: Readonly<Record<RecipientField, string | null>> | null;
  /** The request's `consent_data`. */
  readonly consent: JsonObject | null;
  readonly draft: JsonObject | null;
  /** By WhatsApp a person is answered freely for a day after what they wrote last. */
  readonly reply_window_until: string | null;
  readonly hand_off_to_human_reason: string | null;
};

const textAt = (record: JsonObject, name: string): string | null => {
  const value = record[name];
  return typeof value === "string" ? value : null;
};

export const progressOf = ({ conversation, received }: Told): Progress => ({
  status: "success",
  request_id: conversation.request_id,
  conversation_id: conversation.conversation_id,
  channel: conversation.channel_method,
  conversation_status: conversation.conversation_status,
  delivery_status: conversation.delivery_status,
  failure_reason: publicReason(conversation.failure_reason ?? null),
  scheduled_for: null,
  waiting: null,
  handed_off: conversation.hand_off_to_human === true,
  turns: 0,
  received: received.length,
  fallback: null,
  created_at: textAt(conversation, "created_at"),
  updated_at: textAt(conversation, "updated_at"),
});

/** Of a request that was cancelled before there was a conversation. */
export const cancelledProgress = ({ conversation_id, cancelled_at }: RequestGuard): Progress => ({
  status: "success",
  request_id: conversation_id,
  conversation_id: null,
  channel: null,
  conversation_status: "cancelled",
  delivery_status: null,
  failure_reason: "cancelled",
  scheduled_for: null,
  waiting: null,
  handed_off: false,
  turns: 0,
  received: 0,
  fallback: null,
  created_at: cancelled_at ?? null,
  updated_at: cancelled_at ?? null,
});

const DAY_MS = 86_400_000;

/** Meta's "customer service window" of a conversation that its recipient wrote in. */
const replyWindow = ({ conversation, received }: Told): string | null =>
  conversation.channel_method === "whatsapp"
    ? pipe(
        newestReceived(received),
        O.map((at) => new Date(at.getTime() + DAY_MS).toISOString()),
        O.toNullable,
      )
    : null;

export const contentOf = (told: Told, page: MessagePage): Content => {
  const { conversation } = told;
  return {
    recipient: {
      recipient_first_name: textAt(conversation, "recipient_first_name"),
      recipient_last_name: textAt(conversation, "recipient_last_name"),
      recipient_tel: textAt(conversation, "recipient_tel"),
      recipient_email: textAt(conversation, "recipient_email"),
    },
    consent: isJsonObject(conversation.consent) ? conversation.consent : null,
    draft: null,
    reply_window_until: replyWindow(told),
    hand_off_to_human_reason: textAt(conversation, "hand_off_to_human_reason"),
    ...page,
  };
};

export const noContent: Content = {
  recipient: null,
  consent: null,
  draft: null,
  reply_window_until: null,
  hand_off_to_human_reason: null,
  ...NO_MESSAGES,
};
