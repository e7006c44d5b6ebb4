import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import type * as RT from "fp-ts/ReaderTask";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as RA from "fp-ts/ReadonlyArray";
import * as T from "fp-ts/Task";
import * as TE from "fp-ts/TaskEither";
import { recordKeyword } from "../consent/record-keyword";
import { type Correlation, correlationOfRecord } from "../conversation/conversation";
import type { Malformed, UnknownSchema } from "../conversation/message";
import { type Match, receivedItem } from "../conversation/received-item";
import type { ReceivedMessage } from "../conversation/received-message";
import { adoptMessage } from "../conversation/transitions";
import type { LogEvent } from "../log/log";
import { answerBatch } from "../processor/process-batch";
import { hurry, retry } from "../processor/retry-delay";
import { type Delivery, done, type QueueAnswer } from "../processor/stages";
import type { Step } from "../step";
import { matchMessage } from "./match-message";
import type { RepliesEnv, RepliesTrouble } from "./replies-env";
import { supersedeOpen } from "./supersede-open";

type ReceivedDelivery = Delivery<ReceivedMessage>;

type Receiving<A> = Step<RepliesEnv, RepliesTrouble, A>;

/** How far a message has come. */
type Matched = { readonly message: ReceivedMessage; readonly match: Match };
type Recorded = Matched & { readonly put: "created" | "exists" };

/** What a word means for whether its sender may be written to, once more where the inbound function has recorded it, and for the first time where it never had it. */
const obey = (message: ReceivedMessage): Receiving<ReceivedMessage> =>
  pipe(
    recordKeyword(message.keyword ?? undefined, message),
    RTE.map((keyword) => ({ ...message, keyword, ...(keyword === null ? {} : { message_kind: "keyword" as const }) })),
  );

/** The conversation's own address, where the message came from another, or nobody knows from whom: the company writes to that. */
const addressBeside = ({ message, match }: Matched): O.Option<string> =>
  pipe(
    match.conversation,
    O.map(({ primary_channel }) => primary_channel),
    O.filter((address) => !message.trusted || address.toLowerCase() !== message.their_address.toLowerCase()),
  );

const obeyBeside = (matched: Matched): Receiving<unknown> =>
  pipe(
    addressBeside(matched),
    O.match(
      (): Receiving<unknown> => RTE.right(undefined),
      (their_address) => obey({ ...matched.message, their_address }),
    ),
  );

const record =
  (matched: Matched): Receiving<Recorded> =>
  ({ conversations, clock }) =>
    pipe(
      conversations.putNew(receivedItem(matched.message, matched.match, clock.now())),
      TE.map((put) => ({ ...matched, put })),
    );

/** An answer to a mail proves that it was sent, whatever its record knows of that. */
const adopt =
  ({ match: { conversation, isProven } }: Recorded): Receiving<void> =>
  ({ conversations, clock, log }) => {
    if (!isProven || O.isNone(conversation)) return TE.right(undefined);
    const { attempt_id = "", send_state } = conversation.value;
    if (send_state !== "sending" && send_state !== "uncertain") return TE.right(undefined);
    const accepted = { messageId: null, deliveryStatus: "replied", text: undefined };
    return pipe(
      conversations.change(
        conversation.value,
        adoptMessage(conversation.value, { attemptId: attempt_id, accepted, at: clock.now() }),
      ),
      TE.tapIO(() => log.info({ event: "delivery", ...correlationOfRecord(conversation.value), status: "replied" })),
    );
  };

const supersedeWhenOptedOut = (matched: Recorded): Receiving<void> =>
  matched.message.keyword === "opt_out"
    ? supersedeOpen(matched.message.company_id, [
        ...(matched.message.trusted ? [matched.message.their_address] : []),
        ...RA.fromOption(addressBeside(matched)),
      ])
    : RTE.right(undefined);

const identityIn = ({ company_id, project_id, channel }: ReceivedMessage): Correlation => ({
  company_id,
  project_id,
  channel,
});

const lineOf = (event: string, { message, match }: Matched): LogEvent => ({
  event,
  ...identityIn(message),
  ...(O.isNone(match.conversation) ? { reason: "nobody's" } : correlationOfRecord(match.conversation.value)),
  message_id: message.message_id,
  status: message.message_kind,
});

const tell =
  (recorded: Recorded): Receiving<void> =>
  ({ log }) => {
    const { put, message } = recorded;
    if (put === "exists") return TE.right(undefined);
    const isMissed = message.via === "catch_up";
    return TE.fromIO(() => {
      log.info(lineOf("received", recorded))();
      if (isMissed) log.warn(lineOf("inbound_missed", recorded))();
      // The inbound function says so of those that it has.
      if (isMissed && message.user_id !== null && message.keyword === "opt_out")
        log.error({ ...lineOf("opt_out_without_number", recorded), critical: true })();
    });
  };

const matched = (received: ReceivedMessage): Receiving<Matched> =>
  pipe(
    received.trusted ? obey(received) : RTE.right(received),
    RTE.bindTo("message"),
    RTE.bind("match", ({ message }) => matchMessage(message)),
  );

/**
 * Puts a message on record, once however often it comes, in an order in which each step may be the last that its worker did: whoever
 * has it next does them all again.
 */
const receive = (received: ReceivedMessage): Receiving<void> =>
  pipe(
    matched(received),
    RTE.tap(obeyBeside),
    RTE.chain(record),
    RTE.tap(adopt),
    RTE.tap(supersedeWhenOptedOut),
    RTE.chain(tell),
  );

const identityOf = ({ message }: ReceivedDelivery): Correlation =>
  pipe(
    message,
    E.match(() => ({}), identityIn),
  );

const notRecorded =
  (delivery: ReceivedDelivery, answer: (env: RepliesEnv) => QueueAnswer) =>
  (failure: RepliesTrouble | Malformed | UnknownSchema): RT.ReaderTask<RepliesEnv, QueueAnswer> =>
  (env) =>
    T.fromIO(() => {
      env.log.warn({
        event: "not_recorded",
        ...identityOf(delivery),
        status: failure._tag,
        receive: delivery.receiveCount,
        ...("reason" in failure ? { reason: failure.reason } : {}),
      })();
      return answer(env);
    });

const answer = (delivery: ReceivedDelivery): RT.ReaderTask<RepliesEnv, QueueAnswer> =>
  pipe(
    delivery.message,
    E.matchW(
      notRecorded(delivery, () => hurry),
      (message) =>
        pipe(
          receive(message),
          RTE.matchE(
            notRecorded(delivery, (env) => retry(delivery, env)),
            () => () => T.of(done),
          ),
        ),
    ),
  );

/** Puts a batch of messages on record. */
export const receiveBatch = answerBatch({ answer, identityOf, comeBack: retry });
