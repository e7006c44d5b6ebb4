import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as R from "fp-ts/ReadonlyRecord";
import * as t from "io-ts";
import { parseJson } from "../codec/json";
import { Identifier } from "../request/request";
import { NonEmptyText } from "../request/text";
import type { Correlation } from "./conversation";
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

const About = t.type({ data: t.partial({ request_id: t.unknown, conversation_id: t.unknown, channel: t.unknown }) });

/** By what an event is found in the logs, as far as it is about a request. */
export const correlationOfEvent = ({ body, company_id, project_id }: EventMessage): Correlation =>
  pipe(
    body,
    parseJson(() => undefined),
    E.filterOrElse(About.is, () => undefined),
    E.match(
      () => ({ company_id, project_id }),
      ({ data: { request_id, conversation_id, channel } }) => ({
        company_id,
        project_id,
        ...R.filter(t.string.is)({ request_id, conversation_id, channel }),
      }),
    ),
  );

/** The body of its queue message. */
export const eventMessageBody = (message: EventMessage): string => encodeContext(message);

/** Reads the body of a queue message. */
export const readEventMessage = readVersioned(EventMessage, {
  kind: "event",
  schema: EVENT_SCHEMA,
  name: "event message",
});
