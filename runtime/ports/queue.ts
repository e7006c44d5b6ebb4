import type * as TE from "fp-ts/TaskEither";
import type { QueuedMessage } from "../context/queued-message";

export type QueueRefused = { readonly _tag: "QueueRefused" };
/** The deployment names no queue for the channel. */
export type QueueMissing = { readonly _tag: "QueueMissing" };

/** The queues to the processors, one per channel. */
export type Queue = { readonly send: (message: QueuedMessage) => TE.TaskEither<QueueRefused | QueueMissing, void> };
export type HasQueue = { readonly queue: Queue };
