import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { decodeOr, isJsonObject, type JsonObject } from "../codec/json";
import { CONSENT_PROJECT, type Consent, decodeConsent, ofMessages } from "../conversation/consent";
import { deliveryFailure, type Unreadable } from "../conversation/conversation";
import type { EventType } from "../conversation/event-types";
import { publicReason } from "../conversation/operator-transitions";

/** What an item of the conversations table tells by having been written. */
export type HappenedEvent = {
  readonly type: EventType;
  readonly company_id: string;
  /** None where it concerns all projects of the company. */
  readonly project_id: string | undefined;
  readonly request_id: string | null;
  readonly conversation_id: string | null;
  readonly channel: string | null;
  /** The write's time (ISO 8601, UTC). */
  readonly timestamp: string;
  /** With project and type, the same for no two events. It says no address, which a hash of it would give away to who tries all numbers. */
  readonly apart: readonly string[];
  readonly data: JsonObject;
  /** What people say, for projects that want it told. */
  readonly words: JsonObject;
};

type Reading = E.Either<Unreadable, readonly HappenedEvent[]>;
type Image = JsonObject | undefined;

const unreadable =
  (what: string) =>
  (places: string): Unreadable => ({ _tag: "Unreadable", reason: `${what}: ${places}` });

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null, t.undefined]);

const TellingRecord = t.type({
  company_id: t.string,
  project_id: t.string,
  request_id: t.string,
  conversation_id: t.string,
  channel_method: t.string,
  send_state: t.string,
  conversation_status: t.string,
  delivery_status: orNull(t.string),
  failure_reason: orNull(t.string),
  messages: t.array(t.UnknownRecord),
  updated_at: t.string,
});
type TellingRecord = t.TypeOf<typeof TellingRecord>;

/** What carriers call a message that was opened or answered. */
const READ: readonly string[] = ["open", "read", "click", "replied"];

/** How far a message has come with its recipient, in fewer words than the carriers have. */
const milestoneOf = (status: unknown): "delivered" | "read" | "failed" | undefined => {
  if (typeof status !== "string") return undefined;
  if (status === "delivered") return status;
  if (READ.includes(status)) return "read";
  return deliveryFailure({ deliveryStatus: status }) === null ? undefined : "failed";
};

/** The states that a conversation ends in without a message, but for failures. */
const ENDS: Readonly<Record<string, EventType>> = {
  cancelled: "conversation.cancelled",
  suppressed: "recipient.suppressed",
};

/** Ended without a message; or given up, so that nobody goes on with it unless its cause is mended. A doubt is told as one. */
const hasFailed = ({ send_state, conversation_status, given_up_at }: JsonObject = {}): boolean =>
  send_state === "failed"
    ? ENDS[String(conversation_status)] === undefined
    : given_up_at !== undefined && conversation_status !== "delivery_unknown";

/** What has become of a conversation by one write. The carrier may have told two things before we knew the first. */
const turnsOf = (old: Image, now: TellingRecord & JsonObject): readonly EventType[] => {
  const becomes = (state: string): boolean => now.send_state === state && old?.send_state !== state;
  const milestone = milestoneOf(now.delivery_status);
  const isUnknown = ({ conversation_status }: JsonObject = {}): boolean => conversation_status === "delivery_unknown";
  return [
    ...(old === undefined && now.request_id_taken !== true ? ["conversation.accepted" as const] : []),
    ...(becomes("sent") ? ["message.sent" as const] : []),
    ...(becomes("failed") ? [ENDS[now.conversation_status] ?? []].flat() : []),
    ...(hasFailed(now) && !hasFailed(old) ? ["message.failed" as const] : []),
    ...(milestone !== undefined && milestone !== milestoneOf(old?.delivery_status)
      ? [`message.${milestone}` as const]
      : []),
    ...(isUnknown(now) && !isUnknown(old) ? ["message.unknown" as const] : []),
  ];
};

/** A carrier's code of a refusal or a failed delivery, where the reason has one. */
const CODED = /^carrier(?: refused: |: \w+ \()(\S+?)\)?$/;

const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);

const NOT_SCHEDULED = { scheduled_for: null, fallback: null };

const courseOf = (type: EventType, now: TellingRecord & JsonObject): Pick<HappenedEvent, "data" | "words"> => {
  switch (type) {
    case "conversation.accepted":
      return { data: { ...NOT_SCHEDULED, reason: null }, words: {} };
    case "conversation.cancelled":
      return cancelled(now);
    case "recipient.suppressed":
      return { data: { source: null, message_id: null }, words: {} };
    default: {
      const reason = publicReason(now.failure_reason ?? null);
      return {
        data: {
          turn: 0,
          author: "assistant",
          message_id: textOrNull(now.messages[0]?.message_id),
          delivery_status: now.delivery_status ?? null,
          provider_code: CODED.exec(reason ?? "")?.[1] ?? null,
          reason,
        },
        words: {},
      };
    }
  }
};

/** Who cancelled gave the reason in words of their own. */
const cancelled = (now: JsonObject): Pick<HappenedEvent, "data" | "words"> => ({
  data: NOT_SCHEDULED,
  words: { reason: isJsonObject(now.cancelled) ? textOrNull(now.cancelled.reason) : null },
});

const ofConversation = (old: Image, image: JsonObject): Reading =>
  pipe(
    image,
    decodeOr(TellingRecord, unreadable("conversation record")),
    E.map((now) =>
      turnsOf(old, now).map((type) => ({
        type,
        company_id: now.company_id,
        project_id: now.project_id,
        request_id: now.request_id,
        conversation_id: now.conversation_id,
        channel: now.channel_method,
        timestamp: now.updated_at,
        apart: [now.conversation_id, now.updated_at],
        ...courseOf(type, now),
      })),
    ),
  );

const TellingMedium = t.intersection([
  t.type({ content_type: t.string }),
  t.partial({ name: t.string, bytes: t.number }),
]);

const TellingReceived = t.type({
  company_id: t.string,
  project: t.string,
  request_id: orNull(t.string),
  conversation: orNull(t.string),
  channel: t.string,
  message_id: t.string,
  message_kind: t.string,
  content: t.string,
  media: t.array(TellingMedium),
  received_at: t.string,
});

const ofReceived = (image: JsonObject): Reading =>
  pipe(
    image,
    decodeOr(TellingReceived, unreadable("received message")),
    E.map(({ conversation = null, request_id = null, channel, message_id, ...now }) => [
      {
        type: conversation === null ? "message.unmatched" : "message.received",
        company_id: now.company_id,
        project_id: now.project,
        request_id,
        conversation_id: conversation,
        channel,
        timestamp: now.received_at,
        // Mail has the ids that its senders give it: two people's may have one.
        apart: [message_id, conversation ?? "", now.received_at],
        data: { message_id, message_kind: now.message_kind, needs_person: false },
        words: {
          content: now.content,
          media: now.media.map(({ content_type, name = null, bytes = null }) => ({ content_type, name, bytes })),
        },
      },
    ]),
  );

const TellingGuard = t.type({ primary_channel: t.string, conversation_id: t.string, cancelled_at: t.string });

/** A request that was cancelled before anybody had taken it up: its guard stands for the conversation that there never is. */
const ofGuard = (image: JsonObject): Reading =>
  pipe(
    image,
    decodeOr(TellingGuard, unreadable("request guard")),
    E.map(({ primary_channel, conversation_id: request_id, cancelled_at }) => {
      const [, company_id = "", project_id = ""] = primary_channel.split("#");
      return [
        {
          type: "conversation.cancelled",
          company_id,
          project_id,
          request_id,
          conversation_id: null,
          channel: null,
          timestamp: cancelled_at,
          apart: [request_id, cancelled_at],
          ...cancelled(image),
        },
      ];
    }),
  );

/** The word by which the item says what it says now. */
const counting = ({ set_by, source, history, ...layers }: Consent) =>
  history.findLast((entry) => entry.set_by === set_by && entry.source === source && entry.at === layers[set_by]?.at);

const ofConsent = (old: Image, image: JsonObject): Reading =>
  pipe(
    decodeConsent(image),
    E.map((now) => {
      if (old?.state === now.state) return [];
      const word = counting(now);
      return [
        {
          type: now.state === "suppressed" ? "recipient.opted_out" : "recipient.opted_in",
          company_id: now.company_id,
          project_id: undefined,
          request_id: null,
          conversation_id: null,
          channel: word?.channel ?? null,
          timestamp: now.changed_at,
          apart: [now.primary_channel, now.changed_at],
          // Other evidence is a text of the company's, or says nothing to it.
          data: { source: now.source, message_id: ofMessages.includes(now.source) ? (word?.evidence ?? null) : null },
          words: {},
        },
      ];
    }),
  );

const nothing: Reading = E.right([]);

/**
 * What happened, by an item as it was and as it is. Nothing of what was deleted or erased, of items of projects without a webhook,
 * and of a kind that only a later version knows.
 */
export const eventsOf = (old: Image, now: Image): Reading => {
  if (now === undefined || now.erased_at !== undefined) return nothing;
  if (now.project_id === CONSENT_PROJECT) return ofConsent(old, now);
  if (now.events_to === undefined) return nothing;
  if (now.send_state !== undefined) return ofConversation(old, now);
  if (now.kind === "received") return old === undefined ? ofReceived(now) : nothing;
  return now.cancelled_at !== undefined && old?.cancelled_at === undefined ? ofGuard(now) : nothing;
};
