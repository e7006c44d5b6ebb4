import type { APIGatewayProxyResult } from "aws-lambda";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import type * as T from "fp-ts/Task";
import * as TE from "fp-ts/TaskEither";
import { describeError } from "../log/log";
import {
  type ReceiptFailure,
  type ReceiptRequest,
  type ReceiptsEnv,
  receiptRequest,
  statusOfFailure,
} from "./receipt-request";
import { receiveSendGrid } from "./sendgrid";
import { receiveTwilio } from "./twilio";

type Receiving = RTE.ReaderTaskEither<ReceiptsEnv, ReceiptFailure, void>;

const receivers: ReadonlyMap<string, (request: ReceiptRequest) => Receiving> = new Map([
  ["/receipts/twilio/{ref}", receiveTwilio],
  ["/receipts/sendgrid/{ref}", receiveSendGrid],
]);

const receive = (request: ReceiptRequest): Receiving =>
  receivers.get(request.resource)?.(request) ?? RTE.left({ _tag: "Forged" });

const answer = (statusCode: number, message: string): APIGatewayProxyResult => ({
  statusCode,
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ message }),
  isBase64Encoded: false,
});

/** What no step foresaw is our own trouble: the carrier posts the receipt again. */
const guarded = (event: unknown, env: ReceiptsEnv): TE.TaskEither<ReceiptFailure, void> =>
  pipe(
    TE.tryCatch(
      () => pipe(RTE.fromEither(receiptRequest(event)), RTE.chainW(receive))(env)(),
      (error): ReceiptFailure => {
        env.log.error({ event: "unforeseen", reason: describeError(error) })();
        return { _tag: "Unrecorded" };
      },
    ),
    TE.chain(TE.fromEither),
  );

/** Answers one posted receipt; a refusal says nothing about why. */
export const handleReceipt =
  (env: ReceiptsEnv) =>
  (event: unknown): T.Task<APIGatewayProxyResult> =>
    pipe(
      guarded(event, env),
      TE.tapError(({ _tag }) => TE.fromIO(env.log.warn({ event: "receipt_refused", status: _tag }))),
      TE.match(
        ({ _tag }) => (_tag === "Forged" ? answer(403, "Forbidden") : answer(statusOfFailure[_tag], "Try again later")),
        () => answer(200, "OK"),
      ),
    );
