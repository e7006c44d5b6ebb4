import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { type Conversation, correlationOfRecord, isoAfter } from "../conversation/conversation";
import { queuedMessage } from "../conversation/message";
import { rebuildMessage } from "../conversation/record";
import { checkLater, recordSetback } from "../conversation/transitions";
import type { Step } from "../step";
import type { SweeperEnv, SweepFailure } from "./sweeper-env";

/** A conversation that keeps killing its workers is left alone after so many fresh starts. */
const MOST_SWEEPS = 5;

/** Puts a fresh message into the conversation's queue. */
export const enqueueAgain =
  (conversation: Conversation): Step<SweeperEnv, SweepFailure, void> =>
  ({ queue }) =>
    pipe(
      TE.fromEither(rebuildMessage(conversation)),
      TE.chainW((message) => queue.send(queuedMessage(message))),
    );

/** Each look comes after twice as long as the one before: its message may only be waiting behind a long queue. */
const noteSweep =
  (conversation: Conversation): Step<SweeperEnv, SweepFailure, void> =>
  ({ conversations, clock, settings }) => {
    const { sweeps = 0 } = conversation;
    const nextCheckAt = isoAfter(clock.now(), settings.reconcileAfterSeconds * 2 ** sweeps);
    return conversations.change(conversation, checkLater(conversation, nextCheckAt, sweeps + 1));
  };

/** Nothing more that a sweep could do: the record says why, and an operator sees it. */
export const giveUp =
  (conversation: Conversation, reason: string): Step<SweeperEnv, SweepFailure, void> =>
  ({ conversations, clock, log }) => {
    log.error({
      event: "stranded",
      critical: true,
      given_up: true,
      ...correlationOfRecord(conversation),
      status: "Stranded",
      reason,
    })();
    return conversations.change(
      conversation,
      recordSetback(conversation, {
        status: "failed_unknown",
        reason,
        sendState: undefined,
        nextCheckAt: undefined,
        at: clock.now(),
      }),
    );
  };

/** Goes on with a conversation whose message was lost: a worker died at the last receive. */
export const resume = (conversation: Conversation): Step<SweeperEnv, SweepFailure, void> =>
  (conversation.sweeps ?? 0) >= MOST_SWEEPS
    ? giveUp(conversation, "its workers keep ending before they are done")
    : pipe(
        enqueueAgain(conversation),
        RTE.chain(() => noteSweep(conversation)),
      );
