import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import type { CarrierCredentials } from "../secrets/carrier-credentials";
import { readReceiptKey } from "../secrets/receipt-key";
import { projectCredentials } from "./project-credentials";
import type { Receipt } from "./receipt";
import type { ReceiptFailure } from "./receipt-failure";
import type { ReceiptRequest } from "./receipt-request";
import type { ReceiptsEnv } from "./receipts-env";
import { recordReceipt } from "./record-receipt";
import { AttemptReference, type Forged, keyOf, openReference } from "./reference";
import { isTwilioSignature } from "./twilio-signature";

type Receiving<A> = RTE.ReaderTaskEither<ReceiptsEnv, ReceiptFailure, A>;

const forged = (): Forged => ({ _tag: "Forged" });

const reference = ({ ref }: ReceiptRequest): Receiving<AttemptReference> =>
  pipe(
    RTE.asksReaderTaskEitherW(({ settings }: ReceiptsEnv) => readReceiptKey(settings.receiptKeyName)),
    RTE.chainEitherKW((key) => openReference(AttemptReference)(key, ref)),
    RTE.chainW(
      (opened) =>
        ({ clock }: ReceiptsEnv) =>
        async () =>
          opened.expires > clock.now().toISOString() ? E.right(opened) : E.left(forged()),
    ),
  );

const parameters = ({ body }: ReceiptRequest): Readonly<Record<string, string>> =>
  Object.fromEntries(new URLSearchParams(body));

/** Signed with the project's own token, and about a message of the project's own account. */
const isGenuine = (request: ReceiptRequest, credentials: CarrierCredentials): boolean =>
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
    : E.right({ attemptId: attempt_id, messageId: MessageSid, status: MessageStatus, errorCode: ErrorCode });
};

/** Takes a status callback of Twilio, whose address names the attempt. */
export const receiveTwilio = (request: ReceiptRequest): Receiving<void> =>
  pipe(
    reference(request),
    RTE.chainFirstW((opened) =>
      pipe(
        projectCredentials(opened, opened.channel),
        RTE.filterOrElseW((credentials) => isGenuine(request, credentials), forged),
      ),
    ),
    RTE.bindTo("opened"),
    RTE.bindW("receipt", ({ opened }) => RTE.fromEither(receiptOf(opened, request))),
    RTE.chainW(({ opened, receipt }) => recordReceipt(keyOf(opened), receipt)),
  );
