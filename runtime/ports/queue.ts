import type * as TE from "fp-ts/TaskEither";
import type { QueuedMessage } from "../conversation/message";

export type QueueRefused = { readonly _tag: "QueueRefused" };
/** The deployment names no queue for the channel. */
export type QueueMissing = { readonly _tag: "QueueMissing" };

/** The queues to the processors, one per channel. */
export type Queue = { readonly send: (message: QueuedMessage) => TE.TaskEither<QueueRefused | QueueMissing, void> };
export type HasQueue = { readonly queue: Queue };

export type VisibilityUnchanged = { readonly _tag: "VisibilityUnchanged" };

/** How long a received message stays hidden from other receivers, from now, in whole seconds. */
export type Visibility = {
  readonly hide: (receiptHandle: string, seconds: number) => TE.TaskEither<VisibilityUnchanged, void>;
};
export type HasVisibility = { readonly visibility: Visibility };
