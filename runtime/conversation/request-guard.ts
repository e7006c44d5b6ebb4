import { createHash } from "node:crypto";
import * as t from "io-ts";
import { decodeOr } from "../codec/json";
import type { Channel, ValidRequest } from "../request/request";
import { type ConversationKey, expiry, type NewItem, type Unreadable } from "./conversation";
import { conversationKey, type Message } from "./message";
import type { Change } from "./transitions";

/** The item by which the first claim of a request id wins, whatever else the request holds. */
export const RequestGuard = t.intersection([
  t.type({
    primary_channel: t.string,
    conversation_id: t.string,
    winner: t.type({ primary_channel: t.string, conversation_id: t.string }),
    fingerprint: t.string,
  }),
  t.partial({
    /** When the winner was accepted, as its client was told; guards of older versions have only the time of the claim. */
    accepted_at: t.string,
    created_at: t.string,
    /** The recipient's data were erased then; nothing of the request is sent or stored any more. */
    erased_at: t.string,
    /** It was cancelled before anybody had taken it up: nothing of it is sent or stored. */
    cancelled_at: t.string,
  }),
]);
export type RequestGuard = t.TypeOf<typeof RequestGuard>;

export const decodeGuard = decodeOr(
  RequestGuard,
  (places): Unreadable => ({ _tag: "Unreadable", reason: `request guard: ${places}` }),
);

/** JSON with its keys in order, so that equal content gives equal text. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** What makes a repeated request the same; a client may stamp each try with a new time. */
const fingerprintOf = ({ channel, recipient, projectData, consent }: ValidRequest): string =>
  createHash("sha256")
    .update(canonical([channel, recipient, projectData ?? {}, ...(consent === undefined ? [] : [consent])]))
    .digest("hex");

export const requestGuard = (message: Message): RequestGuard => {
  const { project, id } = message.request;
  return {
    ...guardKeyOf(project.company_id, project.project_id, id),
    winner: conversationKey(message),
    fingerprint: fingerprintOf(message.request),
    accepted_at: message.acceptedAt,
  };
};

export const guardItem = (guard: RequestGuard, at: Date, ttlDays: number | undefined): NewItem => ({
  ...guard,
  created_at: at.toISOString(),
  ...expiry(at, ttlDays),
});

export const guardKey = ({ primary_channel, conversation_id }: ConversationKey): ConversationKey => ({
  primary_channel,
  conversation_id,
});

/** Where the guard of a project's request is. */
export const guardKeyOf = (companyId: string, projectId: string, requestId: string): ConversationKey => ({
  primary_channel: `request#${companyId}#${projectId}`,
  conversation_id: requestId,
});

/** In what a request differs from the one that took its id; the same one comes from another sender after a change of its project. */
export type Difference = "recipient" | "channel or body" | "sender";

export const differenceOf = (guard: RequestGuard, winner: RequestGuard): Difference | undefined => {
  if (guard.winner.primary_channel !== winner.winner.primary_channel) return "recipient";
  if (guard.fingerprint !== winner.fingerprint) return "channel or body";
  return guard.winner.conversation_id === winner.winner.conversation_id ? undefined : "sender";
};

type Conflict = {
  readonly at: string;
  readonly differs: string;
  readonly channel: Channel;
  /** The time by which the client knows its request. */
  readonly accepted_at: string;
};

/** Notes on the winner's record that its request id came again with something else. */
export const noteConflict = (conflict: Conflict): Change => ({ when: {}, set: {}, append: { conflicts: [conflict] } });
