import type { APIGatewayProxyResult } from "aws-lambda";
import { pipe } from "fp-ts/function";
import * as T from "fp-ts/Task";
import * as TE from "fp-ts/TaskEither";
import { correlationOf } from "../conversation/message";
import type { Log, LogEvent } from "../log/log";
import type { HasIds, HasStopwatch, Ids } from "../ports/time-and-chance";
import { statusOf } from "../request/error-code";
import { guarded } from "../step";
import { apiRequestIdOf, decodeEvent, originOf, type ProxyEvent } from "./proxy-event";
import type { Accepted } from "./recognise-request";
import { type Identified, type Rejection, unforeseen } from "./rejection";
import { type RouterEnv, type RouterSettings, routeRequest } from "./route-request";

/** An answer before it becomes a proxy result: the status, the JSON body, and headers of its own. */
export type Answer = {
  readonly status: number;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Tells a repetition, which is otherwise answered as the first one was. */
export const REPLAYED_HEADER = "Idempotent-Replayed";

/** With a limit that is reached: seconds until it ends (RFC 9110, section 10.2.3). */
export const RETRY_HEADER = "Retry-After";

const preflightAnswer: Answer = { status: 200 };

const acceptedAnswer = ({ message: { request, conversationId, acceptedAt }, first }: Accepted): Answer => ({
  status: 200,
  ...(first === undefined ? {} : { headers: { [REPLAYED_HEADER]: "true" } }),
  body: {
    status: "success",
    request_id: request.id,
    conversation_id: first?.winner.conversation_id ?? conversationId,
    message: "Request accepted and queued for processing",
    queue_timestamp: first?.accepted_at ?? first?.created_at ?? acceptedAt,
  },
});

/** Faults that an answer lists: it must not outgrow the request by much, nor Lambda's six megabytes. */
export const MOST_ERRORS = 100;

const andMore = (faults: Identified["faults"]): string =>
  faults.length > MOST_ERRORS ? `; errors lists the first ${MOST_ERRORS} of ${faults.length}` : "";

export const rejectedAnswer = ({ code, message, faults, requestId, retryAfterSeconds }: Identified): Answer => ({
  status: statusOf[code],
  ...(retryAfterSeconds === undefined ? {} : { headers: { [RETRY_HEADER]: String(retryAfterSeconds) } }),
  body: {
    status: "error",
    error_code: code,
    message: `${message}${andMore(faults)}`,
    request_id: requestId,
    errors: faults.slice(0, MOST_ERRORS),
  },
});

/** Headers and methods that the preflight allows. */
export const ALLOWED_HEADERS = "Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token";
export const ALLOWED_METHODS = "OPTIONS,POST";

/** A header holds one origin: `*`, the caller's own when it is listed, else the first that is. */
const allowedOrigin = (origins: readonly string[], origin: string | undefined): string =>
  (origins.includes("*") ? "*" : origins.find((listed) => listed === origin)) ?? origins[0] ?? "null";

/** The CORS headers that every answer carries. */
export const corsHeaders = (
  origins: readonly string[],
  origin: string | undefined,
): Readonly<Record<string, string>> => ({
  "Access-Control-Allow-Origin": allowedOrigin(origins, origin),
  "Access-Control-Allow-Headers": ALLOWED_HEADERS,
  "Access-Control-Allow-Methods": ALLOWED_METHODS,
  "Access-Control-Expose-Headers": `${REPLAYED_HEADER},${RETRY_HEADER}`,
  Vary: "Origin",
});

/** What the log says of every request, whatever becomes of it. */
type Handling = Pick<LogEvent, "api_request_id" | "duration_ms">;

const acceptedEvent = ({ message, first }: Accepted, handling: Handling): LogEvent => ({
  event: first === undefined ? "request_accepted" : "request_repeated",
  ...correlationOf(message),
  ...handling,
});

const rejectedEvent = ({ code, faults, detail, requestId, project }: Identified, handling: Handling): LogEvent => ({
  event: "request_rejected",
  error_code: code,
  error_codes: [...new Set(faults.map((fault) => fault.code))],
  request_id: requestId,
  ...project,
  ...(detail === undefined ? {} : { reason: detail }),
  ...handling,
});

/** A server's fault wants attention, a client's is the day's work. */
const isServerFault = ({ code }: Pick<Rejection, "code">): boolean => statusOf[code] >= 500;

export type HttpEnv = RouterEnv & HasIds & HasStopwatch & { readonly settings: RouterSettings };

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
    guarded(() => routeRequest(event)(env)(), unforeseen),
    TE.mapLeft(identified(ids)),
    TE.tapIO((accepted) => () => log.info(acceptedEvent(accepted, handling()))()),
    TE.tapError((rejected) => TE.fromIO(() => logRejection(log, rejected, handling()))),
    TE.match(rejectedAnswer, acceptedAnswer),
  );
};

const answerTo = (env: HttpEnv, event: ProxyEvent): T.Task<Answer> =>
  event.httpMethod === "OPTIONS" ? T.of(preflightAnswer) : post(env, event);

const proxyResult =
  (headers: Readonly<Record<string, string>>) =>
  ({ status, body, headers: own }: Answer): APIGatewayProxyResult => ({
    statusCode: status,
    headers: { "Content-Type": "application/json", ...headers, ...own },
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
