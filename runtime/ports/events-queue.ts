import type * as TE from "fp-ts/TaskEither";
import type { EventMessage } from "../conversation/event-message";
import type { QueueRefused } from "./queue";

/** The queue of what companies are told, to the function that posts it: all of the messages, or refused, some of them it may be. */
export type EventsQueue = { readonly send: (messages: readonly EventMessage[]) => TE.TaskEither<QueueRefused, void> };
export type HasEventsQueue = { readonly eventsQueue: EventsQueue };

/** Messages that one call takes (SQS API reference, SendMessageBatch). */
export const MOST_AT_ONCE = 10;
