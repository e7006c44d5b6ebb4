import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { correlationOfRecord, isoAfter } from "../conversation/conversation";
import { queuedMessage } from "../conversation/message";
import { rebuildContext } from "../conversation/record";
import { checkLater, recordSetback } from "../conversation/transitions";
import type { Step } from "../step";
import type { Stranded, SweeperEnv, SweepFailure } from "./stranded";

/** A conversation that keeps killing its workers is left alone after so many fresh starts. */
const MOST_SWEEPS = 5;

/** Puts a fresh message into the conversation's queue. */
export const enqueueAgain =
  ({ record }: Stranded): Step<SweeperEnv, SweepFailure, void> =>
  ({ queue }) =>
    pipe(
      TE.fromEither(rebuildContext(record)),
      TE.chainW((context) => queue.send(queuedMessage(context))),
    );

const sweepsOf = ({ sweeps = 0 }: Stranded["conversation"]): number => sweeps;

/** Seconds until the next look, twice as long each time: its message may only be waiting behind a long queue. */
const patience = (conversation: Stranded["conversation"], { reconcileAfterSeconds }: SweeperEnv["settings"]): number =>
  reconcileAfterSeconds * 2 ** sweepsOf(conversation);

const noteSweep =
  ({ key, conversation }: Stranded): Step<SweeperEnv, SweepFailure, void> =>
  ({ conversations, clock, settings }) =>
    conversations.change(
      key,
      checkLater(conversation, isoAfter(clock.now(), patience(conversation, settings)), sweepsOf(conversation) + 1),
    );

/** Nothing more that a sweep could do: the record says why, and an operator sees it. */
export const giveUp =
  ({ key, conversation }: Stranded, reason: string): Step<SweeperEnv, SweepFailure, void> =>
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
      key,
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
export const resume = (stranded: Stranded): Step<SweeperEnv, SweepFailure, void> =>
  sweepsOf(stranded.conversation) >= MOST_SWEEPS
    ? giveUp(stranded, "its workers keep ending before they are done")
    : pipe(
        enqueueAgain(stranded),
        RTE.chain(() => noteSweep(stranded)),
      );
