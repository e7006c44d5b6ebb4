import type { APIGatewayProxyResult } from "aws-lambda";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as T from "fp-ts/Task";
import * as TE from "fp-ts/TaskEither";
import openapi from "../../docs/openapi.json";
import type { KeyUse } from "../company/company";
import type { HasLog, LogEvent } from "../log/log";
import type { HasCompanies } from "../ports/companies";
import type { HasConversations } from "../ports/conversations";
import type { HasReceived } from "../ports/received";
import type { HasClock, HasIds, HasStopwatch } from "../ports/time-and-chance";
import { Identifier, RequestId } from "../request/request";
import { apiRequestIdOf, corsHeaders, originOf, preflightAnswer, proxyResult } from "../router/proxy-event";
import {
  type Answer,
  type Handling,
  identified,
  logRejection,
  type Rejection,
  rejectedAnswer,
  rejection,
  unforeseen,
} from "../router/rejection";
import { guarded, type Step } from "../step";
import {
  type Asked,
  type AskingEvent,
  CANCEL_PATH,
  CONVERSATION_PATH,
  DESCRIPTION_PATH,
  decodeAsking,
  readAsked,
} from "./asked";
import { cancelAction } from "./cancel-action";
import { tellConversation } from "./tell-conversation";

/** Plain data that the Pulumi program closes over for the desk function. */
export type DeskSettings = {
  readonly corsOrigins: readonly string[];
  readonly conversationTtlDays: number | undefined;
};

export type DeskEnv = HasClock &
  HasCompanies &
  HasConversations &
  HasIds &
  HasLog &
  HasReceived &
  HasStopwatch & { readonly settings: DeskSettings };

type Route = {
  /** Keys of a project that may take it. */
  readonly uses: readonly KeyUse[];
  readonly act: (asked: Asked, event: AskingEvent) => Step<DeskEnv, Rejection, Answer>;
  /** What a log line calls it when it was done. */
  readonly done: string;
};

const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
  [`GET ${CONVERSATION_PATH}`, { uses: ["client", "desk"], act: tellConversation, done: "conversation_told" }],
  [`POST ${CANCEL_PATH}`, { uses: ["client"], act: cancelAction, done: "request_cancelled" }],
]);

/** What anybody may read, without a key: what the API is. */
const openly: ReadonlyMap<string, Answer> = new Map([[`GET ${DESCRIPTION_PATH}`, { status: 200, body: openapi }]]);

const calledBy = ({ httpMethod, resource }: AskingEvent): string => `${httpMethod} ${resource}`;

/** The ids of the path, as far as they have their form, for the log and the answer. */
const named = ({ pathParameters }: AskingEvent): Partial<Rejection> => {
  const { company_id, project_id, request_id } = pathParameters ?? {};
  return {
    ...(RequestId.is(request_id) ? { requestId: request_id } : {}),
    ...(Identifier.is(company_id) && Identifier.is(project_id) ? { project: { company_id, project_id } } : {}),
  };
};

const noSuchPath = (): Rejection => rejection("INVALID_REQUEST", "There is no such path");

const act = (event: AskingEvent, route: Route | undefined): Step<DeskEnv, Rejection, Answer> =>
  route === undefined
    ? RTE.left(noSuchPath())
    : pipe(
        readAsked(event, route.uses),
        RTE.chain((asked) => route.act(asked, event)),
      );

const answerAsked = (env: DeskEnv, event: AskingEvent): T.Task<Answer> => {
  const { ids, log } = env;
  const elapsed = env.stopwatch();
  const handling = (): Handling => ({ ...apiRequestIdOf(event), duration_ms: elapsed() });
  const route = routes.get(calledBy(event));
  const { requestId: request_id, project } = named(event);
  const line = (): LogEvent => ({
    event: route?.done ?? "",
    ...(request_id && { request_id }),
    ...project,
    ...handling(),
  });
  return pipe(
    guarded(() => act(event, route)(env)(), unforeseen),
    TE.mapLeft((rejected) => identified(ids)({ ...rejected, ...named(event) })),
    TE.tapIO(() => log.info(line())),
    TE.tapError((rejected) => TE.fromIO(() => logRejection(log, "asking_rejected", rejected, handling()))),
    TE.match(rejectedAnswer, (answer) => answer),
  );
};

const answerTo = (env: DeskEnv, event: AskingEvent): T.Task<Answer> => {
  const answer = event.httpMethod === "OPTIONS" ? preflightAnswer : openly.get(calledBy(event));
  return answer === undefined ? answerAsked(env, event) : T.of(answer);
};

/** Answers who asks about a request, or wants it cancelled. */
export const handleDesk =
  (env: DeskEnv) =>
  (input: unknown): T.Task<APIGatewayProxyResult> => {
    const event = decodeAsking(input);
    return pipe(answerTo(env, event), T.map(proxyResult(corsHeaders(env.settings.corsOrigins, originOf(event)))));
  };
