import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as IO from "fp-ts/IO";
import * as O from "fp-ts/Option";
import type * as RIO from "fp-ts/ReaderIO";
import * as RTE from "fp-ts/ReaderTaskEither";
import type { Conversation } from "../conversation/conversation";
import { type AttemptReference, type Forged, forged } from "../conversation/reference";
import type { HasLog } from "../log/log";
import type { HasConsents } from "../ports/consents";
import type { HasConversations } from "../ports/conversations";
import type { HasSecrets, SecretMissing } from "../ports/secrets";
import type { HasClock } from "../ports/time-and-chance";
import type { Step } from "../step";
import { type PostedRequest, postedRequest } from "./posted-request";
import { type Unrecorded, unrecorded } from "./record-receipt";

/** A posted receipt. */
export type ReceiptRequest = Omit<PostedRequest, "method" | "bytes"> & { readonly body: string };

export const receiptRequest = (event: unknown): E.Either<Forged, ReceiptRequest> =>
  pipe(
    postedRequest(event),
    E.map(({ method: _, bytes, ...request }) => ({ ...request, body: bytes.toString("utf8") })),
  );

/** Plain data that the Pulumi program closes over for the receipts function. */
export type ReceiptsSettings = { readonly receiptKeyName: string; readonly consentKeyName: string };

export type ReceiptsEnv = HasClock &
  HasConsents &
  HasConversations &
  HasLog &
  HasSecrets & { readonly settings: ReceiptsSettings };

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

/** How many receipts nothing came of, for one line of the log. */
export const passedOver =
  (count: number, reason: string): RIO.ReaderIO<HasLog, void> =>
  ({ log }) =>
    count === 0 ? IO.of(undefined) : log.info({ event: "receipts_passed_over", reason: `${count} ${reason}` });
