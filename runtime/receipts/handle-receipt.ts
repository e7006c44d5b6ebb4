import type { APIGatewayProxyResult } from "aws-lambda";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import type * as T from "fp-ts/Task";
import * as TE from "fp-ts/TaskEither";
import { forged } from "../conversation/reference";
import { guarded, type Step } from "../step";
import { type ReceiptFailure, type ReceiptRequest, type ReceiptsEnv, receiptRequest } from "./receipt-request";
import { receiveSendGrid } from "./sendgrid";
import { receiveTwilio } from "./twilio";

const receivers: ReadonlyMap<string, (request: ReceiptRequest) => Step<ReceiptsEnv, ReceiptFailure, void>> = new Map([
  ["/receipts/twilio/{ref}", receiveTwilio],
  ["/receipts/sendgrid/{ref}", receiveSendGrid],
]);

const receive = (request: ReceiptRequest): Step<ReceiptsEnv, ReceiptFailure, void> =>
  receivers.get(request.resource)?.(request) ?? RTE.left(forged());

const answer = (statusCode: number, message: string): APIGatewayProxyResult => ({
  statusCode,
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ message }),
  isBase64Encoded: false,
});

/** A forged receipt is refused without a reason; anything else is our own trouble, and the carrier may post again. */
const later = answer(503, "Try again later");
const refusals: Readonly<Record<ReceiptFailure["_tag"], APIGatewayProxyResult>> = {
  Forged: answer(403, "Forbidden"),
  Unrecorded: later,
  SecretMissing: later,
};

/** What no step foresaw is our own trouble: the carrier posts the receipt again. */
const received = (event: unknown, env: ReceiptsEnv): TE.TaskEither<ReceiptFailure, void> =>
  guarded(
    () => pipe(RTE.fromEither(receiptRequest(event)), RTE.chainW(receive))(env)(),
    (reason) => {
      env.log.error({ event: "unforeseen", reason })();
      return E.left<ReceiptFailure>({ _tag: "Unrecorded" });
    },
  );

/** Answers one posted receipt; a refusal says nothing about why. */
export const handleReceipt =
  (env: ReceiptsEnv) =>
  (event: unknown): T.Task<APIGatewayProxyResult> =>
    pipe(
      received(event, env),
      TE.tapError(({ _tag }) => TE.fromIO(env.log.warn({ event: "receipt_refused", status: _tag }))),
      TE.match(
        ({ _tag }) => refusals[_tag],
        () => answer(200, "OK"),
      ),
    );
