import * as TE from "fp-ts/TaskEither";
import type { QueuedMessage } from "../../../runtime/context/queued-message";
import type { Queue } from "../../../runtime/ports/queue";

export type InMemoryQueue = { readonly queue: Queue; readonly queued: readonly QueuedMessage[] };

/** A queue that keeps what it is sent. */
export const inMemoryQueue = (): InMemoryQueue => {
  const queued: QueuedMessage[] = [];
  return {
    queue: {
      send: (message) =>
        TE.fromIO(() => {
          queued.push(message);
        }),
    },
    queued,
  };
};

/** A queue that accepts nothing. */
export const refusingQueue: Queue = { send: () => TE.left({ _tag: "QueueRefused" }) };
