import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { decodeOr, parseJson } from "../codec/json";
import type { Correlation } from "../conversation/conversation";
import { ContextObject, conversationKey, correlationOf } from "../conversation/message";
import type { HasClock } from "../ports/time-and-chance";
import type { Step } from "../step";
import type { Malformed, TooLate } from "./stages";

/** Later than that the guards against a second send may be gone (`conversationTtlDays` is at least 35). */
const LATEST_DAYS = 28;
const MS_PER_DAY = 86_400_000;

const malformed = (reason: string): Malformed => ({ _tag: "Malformed", reason });

const decode = (body: string): E.Either<Malformed, ContextObject> =>
  pipe(
    body,
    parseJson(() => malformed("not JSON")),
    E.chain(decodeOr(ContextObject, (places) => malformed(`context object: ${places}`))),
    E.filterOrElse(
      (context) => conversationKey(context).primary_channel !== "",
      () => malformed("context object: the recipient has no address on this channel"),
    ),
  );

/** A time that JavaScript cannot read (ISO 8601 has more forms) counts as late. */
const isLate = ({ metadata }: ContextObject, now: Date): boolean =>
  !(now.getTime() - Date.parse(metadata.accepted_at) <= LATEST_DAYS * MS_PER_DAY);

/** The context object of a queue message, if it may still be sent. */
export const receive = (body: string): Step<HasClock, Malformed | TooLate, ContextObject> =>
  pipe(
    RTE.fromEither(decode(body)),
    RTE.chainW((context) =>
      RTE.asksReaderTaskEither(({ clock }: HasClock) =>
        isLate(context, clock.now())
          ? RTE.left<HasClock, TooLate, ContextObject>({ _tag: "TooLate" })
          : RTE.right(context),
      ),
    ),
  );

/** Which request a queue message is about, for a log line; nothing, if it is not a context object. */
export const messageIdentity = (body: string): Correlation =>
  pipe(
    body,
    parseJson(() => undefined),
    E.chain(decodeOr(ContextObject, () => undefined)),
    E.match((): Correlation => ({}), correlationOf),
  );
