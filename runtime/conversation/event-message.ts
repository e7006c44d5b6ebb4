import * as t from "io-ts";
import { Identifier } from "../request/request";
import { NonEmptyText } from "../request/text";
import { encodeContext } from "./message";
import { readVersioned } from "./versioned";

/** The version of that form, raised only when an older function could not read it. */
const EVENT_SCHEMA = 1;

/** An event on its way to a project's webhook. Further fields are let through, for the version after this one. */
export const EventMessage = t.readonly(
  t.type({
    kind: t.literal("event"),
    schema: t.literal(EVENT_SCHEMA),
    /** The same for the same event, however often it is told: the header `webhook-id`. */
    id: NonEmptyText,
    /** One of `eventTypes`, or one that a later version tells of. */
    type: NonEmptyText,
    company_id: Identifier,
    project_id: Identifier,
    /** What is posted, as it is signed: JSON of `type`, `timestamp` and `data`, made once so that each try signs the same bytes. */
    body: NonEmptyText,
  }),
);
export type EventMessage = t.TypeOf<typeof EventMessage>;

/** Bytes of `body`, at most. */
export const LARGEST_EVENT = 20_000;

/** The body of its queue message. */
export const eventMessageBody = (message: EventMessage): string => encodeContext(message);

/** Reads the body of a queue message. */
export const readEventMessage = readVersioned(EventMessage, {
  kind: "event",
  schema: EVENT_SCHEMA,
  name: "event message",
});
