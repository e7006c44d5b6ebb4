import type { APIGatewayProxyResult } from "aws-lambda";
import { pipe } from "fp-ts/function";
import * as T from "fp-ts/Task";
import * as TE from "fp-ts/TaskEither";
import type { HasIds, Ids } from "../ports/ids";
import type { HasLog, Log } from "../ports/log";
import type { HasStopwatch } from "../ports/stopwatch";
import { type Answer, acceptedAnswer, preflightAnswer, rejectedAnswer } from "./answer";
import { corsHeaders } from "./cors-headers";
import { guarded } from "./guarded";
import { apiRequestIdOf, decodeEvent, originOf, type ProxyEvent } from "./proxy-event";
import type { Identified, Rejection } from "./rejection";
import { type RouterEnv, routeRequest } from "./route-request";
import { acceptedEvent, type Handling, isServerFault, rejectedEvent } from "./router-log";
import type { RouterSettings } from "./router-settings";

export type HttpEnv = RouterEnv & HasIds & HasLog & HasStopwatch & { readonly settings: RouterSettings };

const logRejection = (log: Log, rejected: Identified, handling: Handling): void =>
  (isServerFault(rejected) ? log.error : log.info)(rejectedEvent(rejected, handling))();

/** A request without a usable id gets one, so that what the caller is told can be found in the log. */
const identified =
  (ids: Ids) =>
  (rejected: Rejection): Identified => ({ ...rejected, requestId: rejected.requestId ?? ids.next() });

const post = (env: HttpEnv, event: ProxyEvent): T.Task<Answer> => {
  const { ids, log } = env;
  const elapsed = env.stopwatch();
  const handling = (): Handling => ({ ...apiRequestIdOf(event), duration_ms: elapsed() });
  return pipe(
    guarded(() => routeRequest(event))(env),
    TE.mapLeft(identified(ids)),
    TE.tapIO((context) => () => log.info(acceptedEvent(context, handling()))()),
    TE.tapError((rejected) => TE.fromIO(() => logRejection(log, rejected, handling()))),
    TE.match(rejectedAnswer, acceptedAnswer),
  );
};

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
