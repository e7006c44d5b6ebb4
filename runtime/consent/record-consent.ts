import { pipe } from "fp-ts/function";
import * as IO from "fp-ts/IO";
import * as O from "fp-ts/Option";
import type * as RIO from "fp-ts/ReaderIO";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import {
  type Consent,
  type ConsentEvent,
  consentChange,
  consentKeyAt,
  consentKeyOf,
  newConsent,
  type Recipient,
} from "../conversation/consent";
import type { ConversationKey, Unreadable } from "../conversation/conversation";
import type { HasLog, LogEvent } from "../log/log";
import type { HasConsents } from "../ports/consents";
import type { ChangeRefused, StoreUnavailable } from "../ports/conversations";
import type { HasSecrets, SecretMissing } from "../ports/secrets";
import type { HasClock } from "../ports/time-and-chance";
import type { Step } from "../step";

/** Name of the secret that addresses are hashed with. */
type HasConsentKey = { readonly settings: { readonly consentKeyName: string } };

type ReadEnv = HasConsents & HasSecrets & HasConsentKey;
export type ConsentEnv = ReadEnv & HasClock & HasLog;

/** What may be the matter when nobody knows whether somebody may be written to. */
export type ConsentUnknown = StoreUnavailable | Unreadable | SecretMissing;

/** The event is not on record: whoever told it has to tell it again. */
export type ConsentUnrecorded = { readonly _tag: "ConsentUnrecorded" };
/** The company's lift is on record, and the person's opt-out stands: only the person lifts that. */
export type SetByPerson = { readonly _tag: "SetByPerson" };

const keyFor = (who: Recipient): Step<ReadEnv, SecretMissing, ConversationKey> =>
  "hash" in who
    ? RTE.right(consentKeyAt(who.company_id, who.hash))
    : pipe(
        ({ secrets, settings }: ReadEnv) => secrets.get(settings.consentKeyName),
        RTE.map((key) => consentKeyOf(key, who.company_id, who.address)),
      );

const readAt =
  (key: ConversationKey): Step<ReadEnv, StoreUnavailable | Unreadable, O.Option<Consent>> =>
  ({ consents }) =>
    consents.read(key);

/** What is on record now about an address, by a consistent read. */
export const readConsent = (who: Recipient): Step<ReadEnv, ConsentUnknown, O.Option<Consent>> =>
  pipe(keyFor(who), RTE.chainW(readAt));

type Outcome = "changed" | "unchanged";
type Refused = ChangeRefused | StoreUnavailable;

const put =
  (key: ConversationKey, who: Recipient, event: ConsentEvent): Step<ConsentEnv, Refused, Outcome> =>
  ({ consents, clock }) =>
    pipe(
      consents.putNew(newConsent(key, who, event, clock.now())),
      TE.filterOrElseW(
        (put) => put === "created",
        (): ChangeRefused => ({ _tag: "ChangeRefused" }),
      ),
      TE.map(() => "changed"),
    );

const change =
  (key: ConversationKey, event: ConsentEvent) =>
  (consent: Consent): Step<ConsentEnv, Refused, Outcome> =>
  ({ consents, clock }) =>
    pipe(
      consentChange(consent, event, clock.now()),
      O.match(
        (): TE.TaskEither<Refused, Outcome> => TE.right("unchanged"),
        (changed) =>
          pipe(
            consents.change(key, changed),
            TE.map(() => "changed"),
          ),
      ),
    );

type Told = { readonly outcome: Outcome; readonly found: O.Option<Consent> };

const once = (
  key: ConversationKey,
  who: Recipient,
  event: ConsentEvent,
): Step<ConsentEnv, Refused | Unreadable, Told> =>
  pipe(
    readAt(key),
    RTE.bindTo("found"),
    RTE.bindW("outcome", ({ found }) =>
      pipe(
        found,
        O.match(() => put(key, who, event), change(key, event)),
      ),
    ),
  );

/** Events about one address that come at the same time are few. */
const MOST_TRIES = 5;

const tries = (
  key: ConversationKey,
  who: Recipient,
  event: ConsentEvent,
  left: number,
): Step<ConsentEnv, Refused | Unreadable, Told> =>
  pipe(
    once(key, who, event),
    RTE.orElse((failure) =>
      failure._tag === "ChangeRefused" && left > 1 ? tries(key, who, event, left - 1) : RTE.left(failure),
    ),
  );

const line = (name: string, { company_id }: Recipient, { source, state, channel }: ConsentEvent): LogEvent => ({
  event: name,
  company_id,
  ...(channel === null ? {} : { channel }),
  source,
  status: state,
});

const unrecorded =
  (who: Recipient, event: ConsentEvent) =>
  (failure: Refused | Unreadable | SecretMissing): RIO.ReaderIO<HasLog, void> =>
  ({ log }) =>
    log.error({
      ...line("consent_unrecorded", who, event),
      critical: true,
      reason: "reason" in failure ? failure.reason : failure._tag,
    });

const recorded =
  (who: Recipient, event: ConsentEvent) =>
  ({ outcome }: Told): RIO.ReaderIO<HasLog, void> =>
  ({ log }) =>
    outcome === "changed" ? log.info(line("consent_recorded", who, event)) : IO.of(undefined);

const isLifted =
  ({ setBy, state }: ConsentEvent) =>
  ({ found }: Told): boolean =>
    !(setBy === "company" && state === "clear" && O.isSome(found) && found.value.person?.state === "suppressed");

/** Puts an event on record, once however often it comes. What could not be is told to an alarm. */
export const recordConsent = (
  who: Recipient,
  event: ConsentEvent,
): Step<ConsentEnv, ConsentUnrecorded | SetByPerson, Outcome> =>
  pipe(
    keyFor(who),
    RTE.chainW((key) => tries(key, who, event, MOST_TRIES)),
    RTE.chainFirstReaderIOKW(recorded(who, event)),
    RTE.tapError(RTE.fromReaderIOK(unrecorded(who, event))),
    RTE.mapLeft((): ConsentUnrecorded => ({ _tag: "ConsentUnrecorded" })),
    RTE.filterOrElseW(isLifted(event), (): SetByPerson => ({ _tag: "SetByPerson" })),
    RTE.map(({ outcome }) => outcome),
  );
