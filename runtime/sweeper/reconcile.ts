import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import type { Change } from "../conversation/change";
import { isoAfter } from "../conversation/lease";
import { adoptMessage } from "../conversation/transitions/adopt-message";
import { checkLater } from "../conversation/transitions/check-later";
import { giveUpKnowing } from "../conversation/transitions/give-up-knowing";
import { giveUpSending } from "../conversation/transitions/give-up-sending";
import { returnToDrafted } from "../conversation/transitions/return-to-drafted";
import { correlationOfRecord } from "../log/correlation";
import type { LogEvent } from "../log/log-event";
import { gatherEvidence } from "./gather-evidence";
import { enqueueAgain } from "./resume";
import type { Stranded } from "./stranded";
import type { SweepFailure } from "./sweep-failure";
import type { SweeperEnv } from "./sweeper-env";
import { type Evidence, type Finding, verdictOfListing } from "./verdict-of-listing";

type Sweeping = RTE.ReaderTaskEither<SweeperEnv, SweepFailure, void>;

/** Seconds between two looks while it is too early to tell. */
const LOOK_AGAIN_SECONDS = 60;

const nextLook = ({ sendingAt, now, reconcileAfterSeconds }: Evidence): string => {
  const decidedMs = sendingAt.getTime() + (reconcileAfterSeconds + 1) * 1000;
  return new Date(Math.min(decidedMs, now.getTime() + LOOK_AGAIN_SECONDS * 1000)).toISOString();
};

const changeFor = ({ conversation }: Stranded, finding: Finding, evidence: Evidence): Change => {
  const at = evidence.now;
  switch (finding._tag) {
    case "Found":
      return adoptMessage(conversation, {
        attemptId: conversation.attempt_id ?? "",
        accepted: finding.candidate,
        failureReason: null,
        at,
      });
    case "NotSent":
      return returnToDrafted(conversation, isoAfter(at, evidence.reconcileAfterSeconds), at);
    case "NeverSent":
      return giveUpSending(conversation, finding.reason, at);
    case "TooEarly":
      return checkLater(conversation, nextLook(evidence), conversation.sweeps ?? 0);
    case "Unknowable":
      return giveUpKnowing(conversation, finding.reason, at);
  }
};

/** Findings that leave a conversation to an operator. */
const isOperators = ({ _tag }: Finding): boolean => _tag === "Unknowable" || _tag === "NeverSent";

const eventOf = ({ conversation }: Stranded, finding: Finding): LogEvent => ({
  event: finding._tag === "Unknowable" ? "delivery_unknown" : "reconciled",
  ...correlationOfRecord(conversation),
  status: finding._tag,
  ...(finding._tag === "Found" ? { message_id: finding.candidate.messageId } : {}),
  ...("reason" in finding ? { reason: finding.reason } : {}),
  ...(finding._tag === "NeverSent" ? { critical: true, given_up: true } : {}),
});

const tell =
  (stranded: Stranded, finding: Finding): Sweeping =>
  ({ log }) =>
    TE.fromIO((isOperators(finding) ? log.error : log.info)(eventOf(stranded, finding)));

const move =
  (stranded: Stranded, finding: Finding, evidence: Evidence): Sweeping =>
  ({ conversations }) =>
    conversations.change(stranded.key, changeFor(stranded, finding, evidence));

const act =
  (stranded: Stranded) =>
  (evidence: Evidence): Sweeping => {
    const finding = verdictOfListing(evidence);
    return pipe(
      move(stranded, finding, evidence),
      RTE.chain(() => tell(stranded, finding)),
      RTE.chain(() => (finding._tag === "NotSent" ? enqueueAgain(stranded) : RTE.right(undefined))),
    );
  };

/** Finds out what became of a send that nobody saw the end of. */
export const reconcile = (stranded: Stranded): Sweeping => pipe(gatherEvidence(stranded), RTE.chain(act(stranded)));
