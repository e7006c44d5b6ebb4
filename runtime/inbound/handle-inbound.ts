import type { APIGatewayProxyResult } from "aws-lambda";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import type * as T from "fp-ts/Task";
import * as TE from "fp-ts/TaskEither";
import { postedRequest } from "../receipts/posted-request";
import { guarded, type Step } from "../step";
import { type InboundEnv, type InboundFailure, type InboundRequest, later } from "./inbound-request";
import { receiveMail } from "./sendgrid";
import { receiveTwilio } from "./twilio";
import { unsubscribe } from "./unsubscribe";
import { laterPage } from "./unsubscribe-page";

type Receive = (request: InboundRequest) => Step<InboundEnv, InboundFailure, APIGatewayProxyResult>;

const answer = (statusCode: number, type: string, body: string): APIGatewayProxyResult => ({
  statusCode,
  headers: { "Content-Type": type },
  body,
  isBase64Encoded: false,
});
const told = (statusCode: number, message: string): APIGatewayProxyResult =>
  answer(statusCode, "application/json", JSON.stringify({ message }));

/** Twilio takes the answer for what it shall say to the person: nothing. */
const noReply = answer(200, "text/xml", "<Response/>");

const receivers: ReadonlyMap<string, Receive> = new Map<string, Receive>([
  [
    "/inbound/twilio/{ref}",
    (request) =>
      pipe(
        receiveTwilio(request),
        RTE.map(() => noReply),
      ),
  ],
  [
    "/inbound/sendgrid/{ref}",
    (request) =>
      pipe(
        receiveMail(request),
        RTE.map(() => told(200, "OK")),
      ),
  ],
  ["/unsubscribe/{ref}", unsubscribe],
]);

/** SendGrid drops a mail for good at any 4xx, so only a forgery gets one; what comes again is answered 503. */
const refusal = (resource: string, { _tag }: InboundFailure): APIGatewayProxyResult => {
  if (_tag === "Forged") return told(403, "Forbidden");
  return resource.startsWith("/unsubscribe/") ? laterPage : told(503, "Try again later");
};

const receive = (request: InboundRequest): Step<InboundEnv, InboundFailure, APIGatewayProxyResult> =>
  receivers.get(request.resource)?.(request) ?? RTE.left(later({ _tag: "UnknownAddress" }));

/** What no step foresaw is our own trouble, and the request comes again. */
const received = (request: InboundRequest, env: InboundEnv): TE.TaskEither<InboundFailure, APIGatewayProxyResult> =>
  guarded(receive(request)(env), (reason) => {
    env.log.error({ event: "unforeseen", reason })();
    return E.left<InboundFailure>(later({ _tag: "Unforeseen" }));
  });

const takeIt =
  (env: InboundEnv) =>
  (request: InboundRequest): T.Task<APIGatewayProxyResult> =>
    pipe(
      received(request, env),
      TE.tapError((failure) =>
        TE.fromIO(
          env.log.warn({
            event: "inbound_refused",
            status: failure._tag,
            ...("reason" in failure ? { reason: failure.reason } : {}),
          }),
        ),
      ),
      TE.getOrElse((failure) => async () => refusal(request.resource, failure)),
    );

/** Answers what comes to the addresses that carriers post people's messages to, and to the links of mails. */
export const handleInbound =
  (env: InboundEnv) =>
  (event: unknown): T.Task<APIGatewayProxyResult> =>
    pipe(
      postedRequest(event),
      E.match(() => async () => told(403, "Forbidden"), takeIt(env)),
    );
