import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { type CarrierCredentials, type ChannelSetup, isFreeText } from "../company/channel-setup";
import { type Attempt, accountOf, type Conversation } from "../conversation/conversation";
import { type Neighbour, rebuildMessage, setupOf } from "../conversation/record";
import { credentialsFor } from "../secrets";
import type { Step } from "../step";
import { type Evidence, listedSince, type Rival } from "./finding-of-listing";
import { wordsOf } from "./same-words";
import type { SweeperEnv, SweepFailure } from "./sweeper-env";

/** A record of an older version may not say when it began to send: at its lease's end it had. */
const attemptsOf = ({ attempt_id, sending_at, lease_until, attempts = [] }: Conversation): readonly Attempt[] =>
  attempts.length > 0 ? attempts : [{ attempt_id: attempt_id ?? "", sending_at: sending_at ?? lease_until }];

/** A list is asked for at most so long, its last page aside, so that a look has an end. */
const LISTING_SECONDS = 20;

type Listed = { readonly listing: Evidence["listing"]; readonly isFreeText: boolean };

const NO_LIST = { listing: { unasked: "the carrier keeps no list and sent no receipt" }, isFreeText: false };
const OTHER_ACCOUNT = "its secret names another account of the carrier than it was sent with";

/** Another account's list says nothing of what this one was given; of a message that is sent, the first attempt is looked for. */
const isOtherAccount = (conversation: Conversation, credentials: CarrierCredentials): boolean =>
  attemptsOf(conversation)
    .slice(conversation.send_state === "sent" ? 0 : -1)
    .some(({ account }) => account !== undefined && account !== accountOf(credentials));

const ask =
  (
    conversation: Conversation,
    setup: ChannelSetup,
    credentials: CarrierCredentials,
  ): Step<SweeperEnv, SweepFailure, Listed> =>
  ({ carriers, settings }) => {
    const { channel_method, primary_channel, attempt_id } = conversation;
    const freeText = isFreeText(credentials);
    if (isOtherAccount(conversation, credentials)) {
      return TE.right({ listing: { unasked: OTHER_ACCOUNT }, isFreeText: freeText });
    }
    const inquiry = {
      from: setup.sender,
      to: primary_channel,
      attemptId: attempt_id ?? "",
      since: listedSince(attemptsOf(conversation)),
      timeoutMs: Math.round(Math.min(settings.carrierTimeoutSeconds, LISTING_SECONDS) * 1000),
    };
    return pipe(
      carriers[channel_method].list(credentials, inquiry),
      TE.map((listing) => (listing === undefined ? NO_LIST : { listing, isFreeText: freeText })),
    );
  };

/** Where there is no list, no secret is asked for either: the sweeper's role may not read SendGrid's. */
const listing =
  (conversation: Conversation, setup: ChannelSetup): Step<SweeperEnv, SweepFailure, Listed> =>
  (env) =>
    env.carriers[conversation.channel_method].keepsList || setup.simulate
      ? pipe(
          credentialsFor(conversation.channel_method, setup),
          RTE.chainW((credentials) => ask(conversation, setup, credentials)),
        )(env)
      : TE.right(NO_LIST);

/** Records of the two are of no use where there is no list; asked for after it, they know whatever it shows of ours. */
const neighbours =
  (
    { primary_channel }: Conversation,
    { listing: listed }: Listed,
  ): Step<SweeperEnv, SweepFailure, readonly Neighbour[]> =>
  ({ conversations }) =>
    "unasked" in listed ? TE.right([]) : conversations.ofRecipient(primary_channel);

/** Others of the same channel and sender with attempts that may be in the list; a record that names no sender might be of this one. */
const rivalsOf = (
  { conversation_id, channel_method }: Conversation,
  { sender }: ChannelSetup,
  { isFreeText: freeText }: Listed,
  found: readonly Neighbour[],
): readonly Rival[] =>
  found.flatMap((other) =>
    other.doubtful === undefined ||
    other.conversationId === conversation_id ||
    other.channel !== channel_method ||
    (other.sender ?? sender) !== sender
      ? []
      : [{ words: wordsOf(other.doubtful, freeText), attempts: other.doubtful.attempts }],
  );

/**
 * Seconds after which an attempt without a trace was not taken, twice as many after each that was not. A carrier that is in
 * trouble is given the time that retries have elsewhere: the next attempt is to outlast what felled this one.
 */
const waitOf = (conversation: Conversation, settings: SweeperEnv["settings"]): number => {
  const { carrier_failed_at = "", absences = 0, sending_at = "~" } = conversation;
  const doubled = settings.reconcileAfterSeconds * 2 ** absences;
  return carrier_failed_at >= sending_at ? Math.max(doubled, settings.retrySpanSeconds) : doubled;
};

/** What the carrier lists, and what our own records say of the same two addresses. */
export const gatherEvidence = (conversation: Conversation): Step<SweeperEnv, SweepFailure, Evidence> =>
  pipe(
    RTE.fromEither(pipe(rebuildMessage(conversation), E.chainW(setupOf))),
    RTE.bindTo("setup"),
    RTE.bindW("listed", ({ setup }) => listing(conversation, setup)),
    RTE.bindW("found", ({ listed }) => neighbours(conversation, listed)),
    RTE.chainW(
      ({ setup, listed, found }) =>
        ({ clock, settings }: SweeperEnv) =>
          TE.right({
            listing: listed.listing,
            words: wordsOf(conversation, listed.isFreeText),
            attempts: attemptsOf(conversation),
            absences: conversation.absences ?? 0,
            adopted: new Set(found.flatMap(({ messageIds }) => messageIds)),
            rivals: rivalsOf(conversation, setup, listed, found),
            now: clock.now(),
            reconcileAfterSeconds: settings.reconcileAfterSeconds,
            waitSeconds: waitOf(conversation, settings),
          }),
    ),
  );
