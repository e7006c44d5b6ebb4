import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as IO from "fp-ts/IO";
import * as O from "fp-ts/Option";
import type * as RIO from "fp-ts/ReaderIO";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as t from "io-ts";
import type { CarrierCredentials } from "../company/channel-setup";
import type { Conversation } from "../conversation/conversation";
import { type AttemptReference, type Forged, forged } from "../conversation/reference";
import type { HasLog } from "../log/log";
import type { HasConversations } from "../ports/conversations";
import type { HasSecrets, SecretMissing } from "../ports/secrets";
import type { HasClock } from "../ports/time-and-chance";
import type { Channel } from "../request/request";
import { readCredentials, readLatestCredentials } from "../secrets";
import type { Step } from "../step";
import { type Unrecorded, unrecorded } from "./record-receipt";

/** What the endpoints read of API Gateway's proxy event. */
const ReceiptEvent = t.type({
  resource: t.string,
  body: t.union([t.string, t.null]),
  isBase64Encoded: t.boolean,
  headers: t.record(t.string, t.union([t.string, t.undefined])),
  pathParameters: t.type({ ref: t.string }),
  requestContext: t.type({ domainName: t.string, path: t.string }),
});

/** A posted receipt: the reference of its address, the exact public URL, the headers by lower-case name, the raw body. */
export type ReceiptRequest = {
  readonly resource: string;
  readonly ref: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
};

const bodyOf = ({ body, isBase64Encoded }: t.TypeOf<typeof ReceiptEvent>): string =>
  isBase64Encoded ? Buffer.from(body ?? "", "base64").toString("utf8") : (body ?? "");

const lowerCased = (
  headers: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** Always https on AWS; the local run has no TLS and says so. The scheme is part of what the carrier signs. */
const schemeOf = (headers: Readonly<Record<string, string | undefined>>): string =>
  headers["x-forwarded-proto"] === "http" ? "http" : "https";

export const receiptRequest = (event: unknown): E.Either<Forged, ReceiptRequest> =>
  pipe(
    ReceiptEvent.decode(event),
    E.bimap(forged, (decoded) => {
      const headers = lowerCased(decoded.headers);
      const { domainName, path } = decoded.requestContext;
      return {
        resource: decoded.resource,
        ref: decoded.pathParameters.ref,
        url: `${schemeOf(headers)}://${domainName}${path}`,
        headers,
        body: bodyOf(decoded),
      };
    }),
  );

/** Plain data that the Pulumi program closes over for the receipts function. */
export type ReceiptsSettings = { readonly receiptKeyName: string };

export type ReceiptsEnv = HasClock & HasConversations & HasLog & HasSecrets & { readonly settings: ReceiptsSettings };

/** Why a posted receipt was not taken. */
export type ReceiptFailure = Forged | Unrecorded | SecretMissing;

/** What a receipt is checked by: the secret that the message it is about was sent by. */
export type Named = { readonly credentialsName: string };

const isOf =
  ({ company_id, project_id, channel }: AttemptReference) =>
  (conversation: Conversation): boolean =>
    conversation.company_id === company_id &&
    conversation.project_id === project_id &&
    conversation.channel_method === channel;

/** The secret's name stands in the record's own part of its channel's config, whatever else is wrong with that. */
const credentialsNameOf = ({ channel_method, channel_config = {} }: Conversation): O.Option<Named> =>
  pipe(
    channel_config[`${channel_method}_credentials_id`],
    O.fromPredicate((name): name is string => typeof name === "string"),
    O.map((credentialsName) => ({ credentialsName })),
  );

/**
 * The record that a reference names says who may tell of it, whatever has become of its project since. It says nothing when it
 * was erased or has expired: there is nothing left to tell, and nothing to tell it by.
 */
export const named = (opened: AttemptReference): Step<ReceiptsEnv, Unrecorded | Forged, O.Option<Named>> =>
  pipe(
    ({ conversations }: ReceiptsEnv) => conversations.read(opened),
    RTE.mapLeft(unrecorded),
    RTE.filterOrElseW((found) => O.isNone(found) || isOf(opened)(found.value), forged),
    RTE.map(O.chain(credentialsNameOf)),
  );

/** Checks a receipt with the credentials that are remembered, and with those that stand there now: they may have been changed. */
export const requireGenuine = (
  channel: Channel,
  name: string,
  isGenuine: (credentials: CarrierCredentials) => boolean,
): Step<ReceiptsEnv, Forged | SecretMissing, void> =>
  pipe(
    readCredentials(channel, name),
    RTE.filterOrElseW(isGenuine, forged),
    RTE.orElse(() => pipe(readLatestCredentials(channel, name), RTE.filterOrElseW(isGenuine, forged))),
    RTE.map(() => undefined),
  );

/** How many receipts nothing came of, for one line of the log. */
export const passedOver =
  (count: number, reason: string): RIO.ReaderIO<HasLog, void> =>
  ({ log }) =>
    count === 0 ? IO.of(undefined) : log.info({ event: "receipts_passed_over", reason: `${count} ${reason}` });
