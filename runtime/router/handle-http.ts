import type { APIGatewayProxyResult } from "aws-lambda";
import { pipe } from "fp-ts/function";
import type * as IO from "fp-ts/IO";
import * as T from "fp-ts/Task";
import * as TE from "fp-ts/TaskEither";
import type { HasIds } from "../ports/ids";
import type { HasLog, Log } from "../ports/log";
import { type Answer, acceptedAnswer, preflightAnswer, rejectedAnswer } from "./answer";
import { corsHeaders } from "./cors-headers";
import { guarded } from "./guarded";
import { decodeEvent, originOf, type ProxyEvent } from "./proxy-event";
import type { Rejection } from "./rejection";
import { type RouterEnv, routeRequest } from "./route-request";
import { acceptedEvent, isServerFault, rejectedEvent } from "./router-log";
import type { RouterSettings } from "./router-settings";

export type HttpEnv = RouterEnv & HasIds & HasLog & { readonly settings: RouterSettings };

const logRejection =
  (log: Log) =>
  (rejected: Rejection): IO.IO<void> =>
    (isServerFault(rejected) ? log.error : log.info)(rejectedEvent(rejected));

const post = (env: HttpEnv, event: ProxyEvent): T.Task<Answer> =>
  pipe(
    guarded(() => routeRequest(event))(env),
    TE.tapIO((context) => env.log.info(acceptedEvent(context))),
    TE.tapError((rejected) => TE.fromIO(logRejection(env.log)(rejected))),
    TE.match(rejectedAnswer(env.ids), acceptedAnswer),
  );

const answerTo = (env: HttpEnv, event: ProxyEvent): T.Task<Answer> =>
  event.httpMethod === "OPTIONS" ? T.of(preflightAnswer) : post(env, event);

const proxyResult =
  (headers: Readonly<Record<string, string>>) =>
  ({ status, body }: Answer): APIGatewayProxyResult => ({
    statusCode: status,
    headers: { "Content-Type": "application/json", ...headers },
    body: body === undefined ? "" : JSON.stringify(body),
    isBase64Encoded: false,
  });

/** Answers one proxy event of API Gateway, whatever it holds. */
export const handleHttp =
  (env: HttpEnv) =>
  (input: unknown): T.Task<APIGatewayProxyResult> => {
    const event = decodeEvent(input);
    return pipe(answerTo(env, event), T.map(proxyResult(corsHeaders(env.settings.corsOrigins, originOf(event)))));
  };
