import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { type Conversation, ConversationStatus, correlationOfRecord, isoAfter } from "../conversation/conversation";
import { queuedMessage } from "../conversation/message";
import { rebuildMessage } from "../conversation/record";
import { checkLater, expire as expired, giveUp as givenUp } from "../conversation/sweeper-transitions";
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

/** What the record says stands before what the sweeper adds: the last setback is the true reason. */
const reasonWith = ({ failure_reason }: Conversation, words: string): string =>
  typeof failure_reason === "string" ? `${failure_reason}; ${words}` : words;

const isStatus = (status: string): status is ConversationStatus => ConversationStatus.is(status);

const failedAs = ({ conversation_status: status }: Conversation): ConversationStatus =>
  isStatus(status) && status.startsWith("failed_") ? status : "failed_unknown";

/** Nothing more that a sweep could do: the record says why, and an operator sees it. */
export const giveUp =
  (conversation: Conversation, words: string): Step<SweeperEnv, SweepFailure, void> =>
  ({ conversations, clock, log }) => {
    const reason = reasonWith(conversation, words);
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
      givenUp(conversation, { status: failedAs(conversation), reason }, clock.now()),
    );
  };

/** So old that no redrive sends it any more: it ends here. */
export const expire =
  (conversation: Conversation): Step<SweeperEnv, SweepFailure, void> =>
  ({ conversations, clock, log }) => {
    const reason = reasonWith(conversation, "it was not sent within 28 days");
    log.warn({ event: "expired", ...correlationOfRecord(conversation), reason })();
    return conversations.change(conversation, expired(conversation, failedAs(conversation), reason, clock.now()));
  };

/** Goes on with a conversation whose message was lost: a worker died at the last receive. */
export const resume = (conversation: Conversation): Step<SweeperEnv, SweepFailure, void> =>
  (conversation.sweeps ?? 0) >= MOST_SWEEPS
    ? giveUp(conversation, "its workers keep ending before they are done")
    : pipe(
        enqueueAgain(conversation),
        RTE.chain(() => noteSweep(conversation)),
      );
