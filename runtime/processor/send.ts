import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { accountOf, isoAfter } from "../conversation/conversation";
import { sealReference } from "../conversation/reference";
import { type Change, commitToSend, recordSent } from "../conversation/transitions";
import type { NotSent, Outbound } from "../ports/carrier";
import type { StoreUnavailable } from "../ports/conversations";
import type { Step } from "../step";
import { answerAddresses } from "./answer-addresses";
import { changeConversation, readConversation } from "./claim";
import { hear } from "./look";
import type { Committed, Drafted, HasUrls, LeaseLost, ProcessorEnv, Sent, SentButUnrecorded, Setback } from "./stages";
import { timeFor } from "./time-for";

type Intent = { readonly attemptId: string; readonly change: Change };

const intentOf = ({ lease, credentials }: Drafted): Step<ProcessorEnv, never, Intent> =>
  RTE.asks(({ ids, clock }) => {
    const [attemptId, sending_at] = [ids.next(), clock.now().toISOString()];
    const account = accountOf(credentials);
    const attempt = { attempt_id: attemptId, sending_at, ...(account === undefined ? {} : { account }) };
    return { attemptId, change: commitToSend(lease, attempt) };
  });

/** Nothing was sent without the commit, even if the store took it and only its answer was lost. */
const notSent = (failure: StoreUnavailable | LeaseLost): Setback =>
  failure._tag === "LeaseLost"
    ? failure
    : { _tag: "NotSent", reason: "the intent to send could not be recorded", retryAfterSeconds: undefined };

const record = (drafted: Drafted, { change }: Intent): Step<ProcessorEnv, Setback, void> =>
  pipe(changeConversation(drafted, change), RTE.mapLeft(notSent));

/** Records the intent to send, once there is time left to send in. */
export const commit = (drafted: Drafted): Step<ProcessorEnv, Setback, Committed> =>
  pipe(
    timeFor((settings) => settings.carrierTimeoutSeconds, drafted),
    RTE.chainW(() => intentOf(drafted)),
    RTE.chainFirstW((intent) => record(drafted, intent)),
    RTE.map(({ attemptId }) => ({ ...drafted, attemptId })),
  );

/** Days for which a carrier's receipts are taken. */
const RECEIPT_DAYS = 35;
const SECONDS_PER_DAY = 86_400;

const referenceOf = ({ message, key, attemptId, receiptKey, claimedAt }: Committed): string =>
  sealReference(receiptKey, {
    ...message.request.project,
    ...key,
    channel: message.request.channel,
    attempt_id: attemptId,
    expires: isoAfter(claimedAt, RECEIPT_DAYS * SECONDS_PER_DAY),
  });

const outbound = (committed: Committed, timeoutMs: number, { receiptsUrl, unsubscribeUrl }: HasUrls): Outbound => ({
  from: committed.setup.sender,
  to: committed.key.primary_channel,
  variables: committed.draft.variables,
  subject: committed.setup.subject,
  fromName: committed.setup.fromName,
  ...answerAddresses(committed, unsubscribeUrl),
  conversationId: committed.key.conversation_id,
  attemptId: committed.attemptId,
  receipts: { url: receiptsUrl, reference: referenceOf(committed) },
  timeoutMs,
});

/** Time ran out after the commit: the call was not begun, so nothing was sent. */
const notBegun = (): NotSent => ({ _tag: "NotSent", reason: "no time left to send", retryAfterSeconds: undefined });

/** Hands the message to the carrier, once. */
export const send = (committed: Committed): Step<ProcessorEnv, Setback, Sent> =>
  pipe(
    timeFor((settings) => settings.carrierTimeoutSeconds, committed),
    RTE.mapLeft(notBegun),
    RTE.chainW(
      (timeoutMs) =>
        ({ carrier, ...urls }: ProcessorEnv) =>
          carrier.send(committed.credentials, outbound(committed, timeoutMs, urls)),
    ),
    RTE.orElseW(hear(committed)),
    RTE.map((accepted) => ({ ...committed, accepted })),
  );

const unrecorded =
  ({ accepted }: Sent) =>
  (): SentButUnrecorded => ({
    _tag: "SentButUnrecorded",
    messageId: accepted.messageId,
  });

const update = (sent: Sent): Step<ProcessorEnv, StoreUnavailable | LeaseLost, void> =>
  pipe(
    RTE.asks(({ clock }: ProcessorEnv) => clock.now()),
    RTE.chainW((at) =>
      changeConversation(
        sent,
        recordSent({
          ...sent,
          at,
          channel: sent.message.request.channel,
          processingMs: at.getTime() - sent.claimedAt.getTime(),
        }),
      ),
    ),
  );

/** A receipt may have been faster, and have recorded the message as sent; that is as good. */
const acceptIfRecorded = (sent: Sent): Step<ProcessorEnv, SentButUnrecorded, void> =>
  pipe(
    readConversation(sent.key),
    RTE.filterOrElseW(
      ({ send_state, attempt_id }) => send_state === "sent" && attempt_id === sent.attemptId,
      unrecorded(sent),
    ),
    RTE.bimap(unrecorded(sent), () => undefined),
  );

/** The final record update. */
export const conclude = (sent: Sent): Step<ProcessorEnv, SentButUnrecorded, Sent> =>
  pipe(
    update(sent),
    RTE.orElse(() => acceptIfRecorded(sent)),
    RTE.map(() => sent),
  );
