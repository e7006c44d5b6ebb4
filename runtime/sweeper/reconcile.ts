import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { isJsonObject, type JsonObject } from "../codec/json";
import { type CarrierCredentials, type ChannelSetup, channelSetup } from "../company/channel-setup";
import { correlationOfRecord, isoAfter } from "../conversation/conversation";
import { type NotRebuilt, rebuildContext } from "../conversation/record";
import {
  adoptMessage,
  type Change,
  checkLater,
  giveUpKnowing,
  giveUpSending,
  returnToDrafted,
} from "../conversation/transitions";
import type { LogEvent } from "../log/log";
import { readCredentials } from "../secrets";
import type { Step } from "../step";
import { type Evidence, type Finding, findingOf } from "./finding-of-listing";
import { enqueueAgain } from "./resume";
import type { Stranded, SweeperEnv, SweepFailure } from "./stranded";

const setupOf = (record: JsonObject): E.Either<NotRebuilt, ChannelSetup> =>
  pipe(
    rebuildContext(record),
    E.chain(({ company_data_payload, frontend_payload }) =>
      pipe(
        channelSetup(company_data_payload, frontend_payload.request_data.channel_method),
        E.mapLeft((reason): NotRebuilt => ({ _tag: "NotRebuilt", reason })),
      ),
    ),
  );

const credentialsOf = (
  { conversation }: Stranded,
  setup: ChannelSetup,
): Step<SweeperEnv, SweepFailure, CarrierCredentials> =>
  setup.simulate
    ? RTE.right({ _tag: "Simulated" })
    : readCredentials(conversation.channel_method, setup.credentialsName);

const listing =
  (
    { key, conversation }: Stranded,
    setup: ChannelSetup,
    credentials: CarrierCredentials,
  ): Step<SweeperEnv, SweepFailure, Evidence["listing"]> =>
  ({ carriers, settings }) =>
    carriers[conversation.channel_method].list(credentials, {
      from: setup.sender,
      to: key.primary_channel,
      attemptId: conversation.attempt_id ?? "",
      timeoutMs: settings.carrierTimeoutSeconds * 1000,
    });

const records =
  ({ key }: Stranded): Step<SweeperEnv, SweepFailure, readonly JsonObject[]> =>
  ({ conversations }) =>
    conversations.ofRecipient(key.primary_channel);

const messageIds = ({ messages }: JsonObject): readonly string[] =>
  (Array.isArray(messages) ? messages : []).filter(isJsonObject).map(({ message_id }) => String(message_id));

/** A record that does not say from whom it sends might be of this sender too. */
const mayShareSender = (record: JsonObject, { sender }: ChannelSetup): boolean =>
  pipe(
    setupOf(record),
    E.match(
      () => true,
      (other) => other.sender === sender,
    ),
  );

const isOpenOther =
  ({ key, conversation }: Stranded, setup: ChannelSetup) =>
  (record: JsonObject): boolean =>
    record.conversation_id !== key.conversation_id &&
    record.channel_method === conversation.channel_method &&
    (record.send_state === "sending" || record.send_state === "uncertain") &&
    mayShareSender(record, setup);

/** What the carrier lists, and what our own records say of the same two addresses. */
export const gatherEvidence = (stranded: Stranded): Step<SweeperEnv, SweepFailure, Evidence> =>
  pipe(
    RTE.fromEither(setupOf(stranded.record)),
    RTE.bindTo("setup"),
    RTE.bindW("credentials", ({ setup }) => credentialsOf(stranded, setup)),
    RTE.bindW("listing", ({ setup, credentials }) => listing(stranded, setup, credentials)),
    RTE.bindW("records", () => records(stranded)),
    RTE.chainW(
      ({ setup, listing: listed, records: found }) =>
        ({ clock, settings }: SweeperEnv) =>
          TE.right({
            listing: listed,
            adopted: new Set(found.flatMap(messageIds)),
            othersOpen: found.some(isOpenOther(stranded, setup)),
            sendingAt: new Date(stranded.conversation.sending_at ?? stranded.conversation.lease_until),
            attempts: stranded.conversation.attempts?.length ?? 0,
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
      return checkLater(conversation, nextLook(evidence));
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
  (stranded: Stranded, finding: Finding): Step<SweeperEnv, SweepFailure, void> =>
  ({ log }) =>
    TE.fromIO((isOperators(finding) ? log.error : log.info)(eventOf(stranded, finding)));

const move =
  (stranded: Stranded, finding: Finding, evidence: Evidence): Step<SweeperEnv, SweepFailure, void> =>
  ({ conversations }) =>
    conversations.change(stranded.key, changeFor(stranded, finding, evidence));

const act =
  (stranded: Stranded) =>
  (evidence: Evidence): Step<SweeperEnv, SweepFailure, void> => {
    const finding = findingOf(evidence);
    return pipe(
      move(stranded, finding, evidence),
      RTE.chain(() => tell(stranded, finding)),
      RTE.chain(() => (finding._tag === "NotSent" ? enqueueAgain(stranded) : RTE.right(undefined))),
    );
  };

/** Finds out what became of a send that nobody saw the end of. */
export const reconcile = (stranded: Stranded): Step<SweeperEnv, SweepFailure, void> =>
  pipe(gatherEvidence(stranded), RTE.chain(act(stranded)));
