import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { type Conversation, correlationOfRecord, isoAfter } from "../conversation/conversation";
import { checkLater, giveUpKnowing, returnToDrafted } from "../conversation/sweeper-transitions";
import { adoptMessage, type Change } from "../conversation/transitions";
import type { LogEvent } from "../log/log";
import type { Step } from "../step";
import { type Evidence, type Finding, findingOf, lastSending } from "./finding-of-listing";
import { gatherEvidence } from "./gather-evidence";
import { enqueueAgain } from "./resume";
import type { SweeperEnv, SweepFailure } from "./sweeper-env";

/** Seconds between two looks while it is too early to tell; the later, the longer. */
const LOOK_AGAIN_SECONDS = 60;

const nextLook = (evidence: Evidence): string => {
  const { now, waitSeconds, reconcileAfterSeconds, listing } = evidence;
  const sendingMs = lastSending(evidence);
  const decidedMs = sendingMs + (("unasked" in listing ? reconcileAfterSeconds : waitSeconds) + 1) * 1000;
  const pauseMs = Math.max(LOOK_AGAIN_SECONDS * 1000, (now.getTime() - sendingMs) / 2);
  return new Date(Math.min(decidedMs, now.getTime() + pauseMs)).toISOString();
};

const changeFor = (conversation: Conversation, finding: Finding, evidence: Evidence): Change => {
  const at = evidence.now;
  switch (finding._tag) {
    case "Found":
      return adoptMessage(conversation, {
        attemptId: finding.attemptId,
        accepted: finding.candidate,
        at,
      });
    case "NotSent":
      return returnToDrafted(conversation, isoAfter(at, evidence.reconcileAfterSeconds), at);
    case "TooEarly":
      return checkLater(conversation, nextLook(evidence));
    case "Unknowable":
      return giveUpKnowing(conversation, finding.reason, at);
  }
};

/** What was sent again may have been sent twice, as long as nobody can tell. */
export const unknown = (conversation: Conversation, reason: string): LogEvent => ({
  event: "delivery_unknown",
  ...correlationOfRecord(conversation),
  status: "Unknowable",
  reason,
  ...((conversation.absences ?? 0) > 0 ? { critical: true } : {}),
});

export const sentTwice = (conversation: Conversation, messageId: string): LogEvent => ({
  event: "sent_twice",
  critical: true,
  ...correlationOfRecord(conversation),
  message_id: messageId,
});

/** What somebody must hear of is said before the record says it: a death in between would leave it unsaid. */
const warn =
  (conversation: Conversation, finding: Finding): Step<SweeperEnv, SweepFailure, void> =>
  ({ log }) =>
    TE.fromIO(() => {
      if (finding._tag === "Unknowable") log.error(unknown(conversation, finding.reason))();
      if (finding._tag === "Found" && finding.copies > 1) {
        log.error(sentTwice(conversation, finding.candidate.messageId))();
      }
    });

const tell =
  (conversation: Conversation, finding: Finding): Step<SweeperEnv, SweepFailure, void> =>
  ({ log }) =>
    finding._tag === "Unknowable"
      ? TE.right(undefined)
      : TE.fromIO(
          log.info({
            event: "reconciled",
            ...correlationOfRecord(conversation),
            status: finding._tag,
            ...(finding._tag === "Found" ? { message_id: finding.candidate.messageId } : {}),
          }),
        );

const move =
  (conversation: Conversation, finding: Finding, evidence: Evidence): Step<SweeperEnv, SweepFailure, void> =>
  ({ conversations }) =>
    conversations.change(conversation, changeFor(conversation, finding, evidence));

const act =
  (conversation: Conversation) =>
  (evidence: Evidence): Step<SweeperEnv, SweepFailure, void> => {
    const finding = findingOf(evidence);
    return pipe(
      warn(conversation, finding),
      RTE.chain(() => move(conversation, finding, evidence)),
      RTE.chain(() => tell(conversation, finding)),
      RTE.chain(() => (finding._tag === "NotSent" ? enqueueAgain(conversation) : RTE.right(undefined))),
    );
  };

/** Finds out what became of a send that nobody saw the end of. */
export const reconcile = (conversation: Conversation): Step<SweeperEnv, SweepFailure, void> =>
  pipe(gatherEvidence(conversation), RTE.chain(act(conversation)));
