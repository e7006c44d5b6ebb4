import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import type { ChannelSetup } from "../company/channel-setup";
import { type Conversation, correlationOfRecord, isoAfter } from "../conversation/conversation";
import { type Neighbour, rebuildMessage, setupOf } from "../conversation/record";
import { checkLater, giveUpKnowing, giveUpSending, returnToDrafted } from "../conversation/sweeper-transitions";
import { adoptMessage, type Change } from "../conversation/transitions";
import type { LogEvent } from "../log/log";
import { credentialsFor } from "../secrets";
import type { Step } from "../step";
import { type Evidence, type Finding, findingOf } from "./finding-of-listing";
import { enqueueAgain } from "./resume";
import type { SweeperEnv, SweepFailure } from "./sweeper-env";

/** Where there is no list, no secret is asked for either: the sweeper's role may not read SendGrid's. */
const listing =
  (conversation: Conversation, setup: ChannelSetup): Step<SweeperEnv, SweepFailure, Evidence["listing"]> =>
  (env) => {
    const { channel_method, primary_channel, attempt_id } = conversation;
    const carrier = env.carriers[channel_method];
    const inquiry = {
      from: setup.sender,
      to: primary_channel,
      attemptId: attempt_id ?? "",
      timeoutMs: Math.round(env.settings.carrierTimeoutSeconds * 1000),
    };
    return carrier.keepsList || setup.simulate
      ? pipe(
          credentialsFor(channel_method, setup)(env),
          TE.chainW((credentials) => carrier.list(credentials, inquiry)),
        )
      : TE.right(undefined);
  };

const neighbours =
  ({ primary_channel }: Conversation): Step<SweeperEnv, SweepFailure, readonly Neighbour[]> =>
  ({ conversations }) =>
    conversations.ofRecipient(primary_channel);

/** A record that does not say from whom it sends might be of this sender too. */
const isOpenOther =
  ({ conversation_id, channel_method }: Conversation, { sender }: ChannelSetup) =>
  ({ conversationId, channel, open }: Neighbour): boolean =>
    conversationId !== conversation_id &&
    channel === channel_method &&
    open !== undefined &&
    (open.sender === undefined || open.sender === sender);

/** What the carrier lists, and what our own records say of the same two addresses. */
const gatherEvidence = (conversation: Conversation): Step<SweeperEnv, SweepFailure, Evidence> =>
  pipe(
    RTE.fromEither(pipe(rebuildMessage(conversation), E.chain(setupOf))),
    RTE.bindTo("setup"),
    RTE.bindW("listing", ({ setup }) => listing(conversation, setup)),
    RTE.bindW("found", () => neighbours(conversation)),
    RTE.chainW(
      ({ setup, listing: listed, found }) =>
        ({ clock, settings }: SweeperEnv) =>
          TE.right({
            listing: listed,
            adopted: new Set(found.flatMap(({ messageIds }) => messageIds)),
            othersOpen: found.some(isOpenOther(conversation, setup)),
            sendingAt: new Date(conversation.sending_at ?? conversation.lease_until),
            attempts: conversation.attempts?.length ?? 0,
            now: clock.now(),
            reconcileAfterSeconds: settings.reconcileAfterSeconds,
          }),
    ),
  );

/** Seconds between two looks while it is too early to tell. */
const LOOK_AGAIN_SECONDS = 60;

const nextLook = ({ sendingAt, now, reconcileAfterSeconds }: Evidence): string => {
  const decidedMs = sendingAt.getTime() + (reconcileAfterSeconds + 1) * 1000;
  return new Date(Math.min(decidedMs, now.getTime() + LOOK_AGAIN_SECONDS * 1000)).toISOString();
};

const changeFor = (conversation: Conversation, finding: Finding, evidence: Evidence): Change => {
  const at = evidence.now;
  switch (finding._tag) {
    case "Found":
      return adoptMessage(conversation, {
        attemptId: conversation.attempt_id ?? "",
        accepted: finding.candidate,
        at,
      });
    case "NotSent":
      return returnToDrafted(conversation, isoAfter(at, evidence.reconcileAfterSeconds), at);
    case "NeverSent":
      return giveUpSending(conversation, finding.reason, at);
    case "TooEarly":
      return checkLater(conversation, nextLook(evidence));
    case "Unknowable":
      return giveUpKnowing(conversation, finding.reason, at);
  }
};

/** Findings that leave a conversation to an operator. */
const isOperators = ({ _tag }: Finding): boolean => _tag === "Unknowable" || _tag === "NeverSent";

const eventOf = (conversation: Conversation, finding: Finding): LogEvent => ({
  event: finding._tag === "Unknowable" ? "delivery_unknown" : "reconciled",
  ...correlationOfRecord(conversation),
  status: finding._tag,
  ...(finding._tag === "Found" ? { message_id: finding.candidate.messageId } : {}),
  ...("reason" in finding ? { reason: finding.reason } : {}),
  ...(finding._tag === "NeverSent" ? { critical: true, given_up: true } : {}),
});

const tell =
  (conversation: Conversation, finding: Finding): Step<SweeperEnv, SweepFailure, void> =>
  ({ log }) =>
    TE.fromIO((isOperators(finding) ? log.error : log.info)(eventOf(conversation, finding)));

const move =
  (conversation: Conversation, finding: Finding, evidence: Evidence): Step<SweeperEnv, SweepFailure, void> =>
  ({ conversations }) =>
    conversations.change(conversation, changeFor(conversation, finding, evidence));

const act =
  (conversation: Conversation) =>
  (evidence: Evidence): Step<SweeperEnv, SweepFailure, void> => {
    const finding = findingOf(evidence);
    return pipe(
      move(conversation, finding, evidence),
      RTE.chain(() => tell(conversation, finding)),
      RTE.chain(() => (finding._tag === "NotSent" ? enqueueAgain(conversation) : RTE.right(undefined))),
    );
  };

/** Finds out what became of a send that nobody saw the end of. */
export const reconcile = (conversation: Conversation): Step<SweeperEnv, SweepFailure, void> =>
  pipe(gatherEvidence(conversation), RTE.chain(act(conversation)));
