import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { isOptOut, recordCarriersWord } from "../consent/carriers-lists";
import { type ConsentUnknown, readConsent } from "../consent/record-consent";
import { isSuppressed, type Recipient } from "../conversation/consent";
import type { CarrierError, NotSent } from "../ports/carrier";
import type { Step } from "../step";
import type { Claimed, Committed, ProcessorEnv, Suppressed } from "./stages";

const recipientOf = ({ message, key }: Claimed): Recipient => ({
  company_id: message.request.project.company_id,
  address: key.primary_channel,
});

/** Lets those through who have not opted out: asked before the assistant is paid. */
export const permit = <A extends Claimed>(stage: A): Step<ProcessorEnv, ConsentUnknown | Suppressed, A> =>
  pipe(
    readConsent(recipientOf(stage)),
    RTE.filterOrElseW(
      (consent) => !isSuppressed(consent),
      (): Suppressed => ({ _tag: "Suppressed" }),
    ),
    RTE.map(() => stage),
  );

const notSent = (reason: string) => (): NotSent => ({ _tag: "NotSent", reason, retryAfterSeconds: undefined });

/**
 * The last question before the carrier is called, asked anew once the intent to send is on record. Whoever opts out before this
 * read is seen by it; asked before the commit, one who opts out between the two would not be.
 */
export const look = (committed: Committed): Step<ProcessorEnv, NotSent | Suppressed, Committed> =>
  pipe(
    permit(committed),
    RTE.mapLeft((failure) =>
      failure._tag === "Suppressed" ? failure : notSent("whether the recipient may be written to is not known")(),
    ),
  );

/** A refusal by the carrier's own list of who has opted out is told only once that is on record with us. */
export const hear =
  (committed: Committed) =>
  (refusal: CarrierError): Step<ProcessorEnv, CarrierError, never> =>
    refusal._tag === "CarrierRefused" && isOptOut({ errorCode: refusal.code })
      ? pipe(
          RTE.asks(({ clock }: ProcessorEnv) => clock.now().toISOString()),
          RTE.chainW((at) =>
            recordCarriersWord(recipientOf(committed), {
              at,
              channel: committed.message.request.channel,
              evidence: committed.attemptId,
            }),
          ),
          RTE.mapLeft(notSent("the recipient has opted out at the carrier, which could not be recorded")),
          RTE.chainW(() => RTE.left(refusal)),
        )
      : RTE.left(refusal);
