import * as t from "io-ts";

type Described = {
  /** When it is told, in one sentence for whoever hears it. */
  readonly when: string;
  /** What its data hold beside `company_id`, `project_id`, `request_id`, `conversation_id` and `channel`. */
  readonly data: readonly string[];
};

const course = ["scheduled_for", "reason", "fallback"] as const;
const delivery = ["turn", "author", "message_id", "delivery_status", "provider_code", "reason"] as const;
const words = ["message_id", "message_kind", "content", "media", "needs_person"] as const;
const consent = ["source", "message_id"] as const;

/** What the engine tells a project's webhook by itself. */
export const eventTypes = {
  "conversation.accepted": { when: "A request has been taken up: its conversation is on record.", data: course },
  "conversation.cancelled": { when: "A conversation was cancelled before anything was sent.", data: course },
  "message.sent": { when: "The carrier has taken the message.", data: delivery },
  "message.delivered": { when: "The carrier reports the message delivered.", data: delivery },
  "message.read": {
    when: "The message was opened, read or answered; that it was delivered is implied.",
    data: delivery,
  },
  "message.failed": {
    when: "The message was not sent, and is not unless an operator mends why; or it was, and does not reach its recipient.",
    data: delivery,
  },
  "message.unknown": { when: "Nobody can tell whether the message was sent; a person looks into it.", data: delivery },
  "message.received": { when: "The recipient of a conversation wrote something.", data: words },
  "message.unmatched": { when: "Somebody wrote something that belongs to no conversation.", data: words },
  "recipient.opted_out": { when: "Somebody, or the company for them, wants no more messages.", data: consent },
  "recipient.opted_in": { when: "Somebody who had opted out, or had said nothing, wants messages.", data: consent },
  "recipient.suppressed": { when: "A message was not sent, since its recipient has opted out.", data: consent },
} as const satisfies Readonly<Record<string, Described>>;

export const EventType = t.keyof(eventTypes);
export type EventType = t.TypeOf<typeof EventType>;
