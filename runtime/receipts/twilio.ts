import { createHmac, timingSafeEqual } from "node:crypto";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import type { CarrierCredentials } from "../company/channel-setup";
import { AttemptReference, type Forged, forged, openReference } from "../conversation/reference";
import type { Step } from "../step";
import {
  type Named,
  named,
  passedOver,
  type ReceiptFailure,
  type ReceiptRequest,
  type ReceiptsEnv,
  requireGenuine,
} from "./receipt-request";
import { type Receipt, recordReceipt } from "./record-receipt";

type Parameters = Readonly<Record<string, string>>;

/** Twilio's signature of a webhook: HMAC-SHA1 with the account's token over the exact URL and the sorted parameters ("Webhooks security"). */
export const twilioSignature = (authToken: string, url: string, parameters: Parameters): string =>
  createHmac("sha1", authToken)
    .update(
      Object.keys(parameters)
        .sort()
        .reduce((text, name) => `${text}${name}${parameters[name] ?? ""}`, url),
    )
    .digest("base64");

/** Whether `given` is the signature, in the same time wherever it differs. */
export const isTwilioSignature = (given: string, authToken: string, url: string, parameters: Parameters): boolean => {
  const expected = Buffer.from(twilioSignature(authToken, url, parameters));
  const actual = Buffer.from(given);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
};

const unexpired =
  (opened: AttemptReference): Step<ReceiptsEnv, Forged, AttemptReference> =>
  ({ clock }) =>
    pipe(
      opened,
      TE.fromPredicate(({ expires }) => expires > clock.now().toISOString(), forged),
    );

const reference = ({ ref }: ReceiptRequest): Step<ReceiptsEnv, ReceiptFailure, AttemptReference> =>
  pipe(
    ({ secrets, settings }: ReceiptsEnv) => secrets.get(settings.receiptKeyName),
    RTE.chainEitherKW((key) => openReference(AttemptReference)(key, ref)),
    RTE.chainW(unexpired),
  );

const parameters = ({ body }: ReceiptRequest): Readonly<Record<string, string>> =>
  Object.fromEntries(new URLSearchParams(body));

/**
 * Of the account, and signed with the token, that the secret holds which the message was sent by. Where this names another
 * account than the attempt was made with, nothing can tell a receipt of the former one from a forgery.
 */
const isGenuine =
  (request: ReceiptRequest) =>
  (credentials: CarrierCredentials): boolean =>
    credentials._tag === "Twilio" &&
    parameters(request).AccountSid === credentials.twilio_account_sid &&
    isTwilioSignature(
      request.headers["x-twilio-signature"] ?? "",
      credentials.twilio_auth_token,
      request.url,
      parameters(request),
    );

const receiptOf = ({ attempt_id }: AttemptReference, request: ReceiptRequest): E.Either<Forged, Receipt> => {
  const { MessageSid, MessageStatus, ErrorCode } = parameters(request);
  return MessageSid === undefined || MessageStatus === undefined
    ? E.left(forged())
    : E.right({
        attemptId: attempt_id,
        messageId: MessageSid,
        status: MessageStatus,
        errorCode: ErrorCode || undefined,
      });
};

const gone: Step<ReceiptsEnv, never, void> = RTE.rightReaderIO(passedOver(1, "without a record"));

const take =
  (request: ReceiptRequest, opened: AttemptReference) =>
  ({ credentialsName }: Named): Step<ReceiptsEnv, ReceiptFailure, void> =>
    pipe(
      requireGenuine(opened.channel, credentialsName, isGenuine(request)),
      RTE.chainEitherKW(() => receiptOf(opened, request)),
      RTE.chainW((receipt) => recordReceipt(opened, receipt)),
    );

/** Takes a status callback of Twilio, whose address names the attempt. */
export const receiveTwilio = (request: ReceiptRequest): Step<ReceiptsEnv, ReceiptFailure, void> =>
  pipe(
    reference(request),
    RTE.chainW((opened) =>
      pipe(
        named(opened),
        RTE.chainW(O.matchW((): Step<ReceiptsEnv, ReceiptFailure, void> => gone, take(request, opened))),
      ),
    ),
  );
