import type * as TE from "fp-ts/TaskEither";
import type { ReceivedMessage } from "../conversation/received-message";
import type { QueueRefused } from "./queue";

/** The queue of what people send us, to the function that records it. */
export type RepliesQueue = { readonly send: (message: ReceivedMessage) => TE.TaskEither<QueueRefused, void> };
export type HasRepliesQueue = { readonly repliesQueue: RepliesQueue };
