import type * as TE from "fp-ts/TaskEither";
import type { CarrierCredentials } from "../secrets/carrier-credentials";

export type Outbound = {
  readonly from: string;
  readonly to: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly subject: string | undefined;
  readonly fromName: string | undefined;
  readonly attemptId: string;
  readonly timeoutMs: number;
};

/** The carrier took the message: its id there, its state, and the text as sent where the carrier tells it. */
export type Accepted = {
  readonly messageId: string;
  readonly deliveryStatus: string;
  readonly text: string | undefined;
};

/** Definitely not sent; it may be tried again. */
export type NotSent = {
  readonly _tag: "NotSent";
  readonly reason: string;
  readonly retryAfterSeconds: number | undefined;
};
/** The carrier does not accept the credentials. */
export type CarrierUnauthorised = { readonly _tag: "CarrierUnauthorised"; readonly reason: string };
/** Refused for good: this message to this recipient will not be taken. */
export type CarrierRefused = { readonly _tag: "CarrierRefused"; readonly code: string };
/** Nobody knows whether the carrier took it. */
export type OutcomeUnknown = { readonly _tag: "OutcomeUnknown"; readonly reason: string };

export type CarrierError = NotSent | CarrierUnauthorised | CarrierRefused | OutcomeUnknown;

/** The provider that delivers one channel's messages. */
export type Carrier = {
  readonly send: (credentials: CarrierCredentials, message: Outbound) => TE.TaskEither<CarrierError, Accepted>;
};
export type HasCarrier = { readonly carrier: Carrier };
