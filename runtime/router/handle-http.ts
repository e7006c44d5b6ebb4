import type { APIGatewayProxyResult } from "aws-lambda";
import { pipe } from "fp-ts/function";
import * as T from "fp-ts/Task";
import * as TE from "fp-ts/TaskEither";
import { correlationOf } from "../conversation/message";
import type { LogEvent } from "../log/log";
import type { HasIds, HasStopwatch } from "../ports/time-and-chance";
import { guarded } from "../step";
import {
  apiRequestIdOf,
  corsHeaders,
  decodeEvent,
  originOf,
  type ProxyEvent,
  preflightAnswer,
  proxyResult,
  REPLAYED_HEADER,
} from "./proxy-event";
import type { Accepted } from "./recognise-request";
import { type Answer, type Handling, identified, logRejection, rejectedAnswer, unforeseen } from "./rejection";
import { type RouterEnv, type RouterSettings, routeRequest } from "./route-request";

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

const acceptedEvent = ({ message, first }: Accepted, handling: Handling): LogEvent => ({
  event: first === undefined ? "request_accepted" : "request_repeated",
  ...correlationOf(message),
  ...handling,
});

export type HttpEnv = RouterEnv & HasIds & HasStopwatch & { readonly settings: RouterSettings };

const post = (env: HttpEnv, event: ProxyEvent): T.Task<Answer> => {
  const { ids, log } = env;
  const elapsed = env.stopwatch();
  const handling = (): Handling => ({ ...apiRequestIdOf(event), duration_ms: elapsed() });
  return pipe(
    guarded(() => routeRequest(event)(env)(), unforeseen),
    TE.mapLeft(identified(ids)),
    TE.tapIO((accepted) => () => log.info(acceptedEvent(accepted, handling()))()),
    TE.tapError((rejected) => TE.fromIO(() => logRejection(log, "request_rejected", rejected, handling()))),
    TE.match(rejectedAnswer, acceptedAnswer),
  );
};

const answerTo = (env: HttpEnv, event: ProxyEvent): T.Task<Answer> =>
  event.httpMethod === "OPTIONS" ? T.of(preflightAnswer) : post(env, event);

/** Answers one proxy event of API Gateway, whatever it holds. */
export const handleHttp =
  (env: HttpEnv) =>
  (input: unknown): T.Task<APIGatewayProxyResult> => {
    const event = decodeEvent(input);
    return pipe(answerTo(env, event), T.map(proxyResult(corsHeaders(env.settings.corsOrigins, originOf(event)))));
  };
