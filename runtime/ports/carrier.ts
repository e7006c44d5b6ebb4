import type * as TE from "fp-ts/TaskEither";
import type { CarrierCredentials } from "../company/channel-setup";
import type { Accepted } from "../conversation/conversation";

export type Outbound = {
  readonly from: string;
  readonly to: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly subject: string | undefined;
  readonly fromName: string | undefined;
  /** Of a mail: where one click unsubscribes (RFC 8058), who is written to for that, and who gets the answer. */
  readonly unsubscribeUrl: string | undefined;
  readonly unsubscribeAddress: string | undefined;
  readonly replyTo: string | undefined;
  /** For the log. */
  readonly conversationId: string;
  readonly attemptId: string;
  /** Where the carrier posts its receipts. */
  readonly receipts: Receipts;
  readonly timeoutMs: number;
};

/** The base of the receipt addresses, and the sealed reference of the attempt. */
type Receipts = { readonly url: string; readonly reference: string };

/** A message that the carrier has, from one number to another. */
export type Candidate = Accepted & {
  readonly createdAt: Date;
  /** The attempt that it is of, where the carrier can tell; elsewhere its words have to. */
  readonly attemptId?: string;
};

/** Definitely not sent; it may be tried again. */
export type NotSent = {
  readonly _tag: "NotSent";
  readonly reason: string;
  readonly retryAfterSeconds: number | undefined;
};
/** The carrier does not accept the credentials. */
type CarrierUnauthorised = { readonly _tag: "CarrierUnauthorised"; readonly reason: string };
/** Refused for a cause in the project's setup at the carrier, or in the request as it is made: a person mends it. */
type SetupRefused = { readonly _tag: "SetupRefused"; readonly reason: string };
/** Refused for good: this message to this recipient will not be taken. */
type CarrierRefused = { readonly _tag: "CarrierRefused"; readonly code: string };
/** Nobody knows whether the carrier took it. */
type OutcomeUnknown = { readonly _tag: "OutcomeUnknown"; readonly reason: string };

export type CarrierError = NotSent | CarrierUnauthorised | SetupRefused | CarrierRefused | OutcomeUnknown;

/** The carrier cannot be asked at the moment. */
export type CarrierSilent = { readonly _tag: "CarrierSilent"; readonly reason: string };

/** The carrier has no template of that id, or cannot be asked with what the setup says: a person mends it. */
export type TemplateRefused = { readonly _tag: "TemplateRefused"; readonly reason: string };

/** What is known of a template: its variables, or nothing where the carrier does not tell. */
export type TemplateVariables = readonly string[] | undefined;

/** Messages as the carrier lists them, or nothing where it keeps no list. */
export type Listing = readonly Candidate[] | undefined;

export type Inquiry = {
  readonly from: string;
  readonly to: string;
  readonly attemptId: string;
  /** What is older is of no interest. */
  readonly since: Date;
  /** For the whole list. */
  readonly timeoutMs: number;
};

/** The provider that delivers one channel's messages. */
export type Carrier = {
  readonly send: (credentials: CarrierCredentials, message: Outbound) => TE.TaskEither<CarrierError, Accepted>;
  /** Whether it has a list that can be asked for, with its credentials. */
  readonly keepsList: boolean;
  /** The messages from one address to another that the carrier lists, all since a time among them. */
  readonly list: (credentials: CarrierCredentials, inquiry: Inquiry) => TE.TaskEither<CarrierSilent, Listing>;
  /** The variables of the template that the credentials name. */
  readonly templateVariables: (
    credentials: CarrierCredentials,
    timeoutMs: number,
  ) => TE.TaskEither<CarrierSilent | TemplateRefused, TemplateVariables>;
};
export type HasCarrier = { readonly carrier: Carrier };
