import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { AttemptReference, type Forged, forged, openReference } from "../conversation/reference";
import type { Step } from "../step";
import { requireGenuine } from "./posted-request";
import {
  type Named,
  named,
  passedOver,
  type ReceiptFailure,
  type ReceiptRequest,
  type ReceiptsEnv,
} from "./receipt-request";
import { type Receipt, recordReceipt } from "./record-receipt";
import { isFromTwilio, type Parameters } from "./twilio-signature";

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

const parameters = ({ body }: ReceiptRequest): Parameters => Object.fromEntries(new URLSearchParams(body));

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
      // Where the secret names another account than the attempt was made with, nothing can tell a receipt of the former one from a forgery.
      requireGenuine(opened.channel, credentialsName, isFromTwilio(request, parameters(request))),
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
