import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { correlationOf, type Message } from "../conversation/message";
import { differenceOf, guardKey, guardKeyOf, type RequestGuard, requestGuard } from "../conversation/request-guard";
import { type LimitReached, type Verdict, walkCounters } from "../conversation/spending";
import type { HasLog } from "../log/log";
import type { HasGuards } from "../ports/conversations";
import type { HasClock } from "../ports/time-and-chance";
import type { ValidRequest } from "../request/request";
import type { Step } from "../step";
import { type Rejection, rejection } from "./rejection";

/** A request that is accepted; `first` is the guard that its earlier acceptance has left, if it is a repetition. */
export type Accepted = { readonly message: Message; readonly first: RequestGuard | undefined };

const reused = (differs: string): Rejection =>
  rejection(
    "REQUEST_ID_REUSED",
    "The request id was used before, for a request with another recipient, channel or body",
    `differs in ${differs}`,
  );

const cancelled = (): Rejection =>
  rejection("REQUEST_ID_REUSED", "The request was cancelled before it was taken up", "cancelled");

const compare = (guard: RequestGuard, first: RequestGuard): E.Either<Rejection, RequestGuard> => {
  if (first.cancelled_at !== undefined && first.erased_at === undefined) return E.left(cancelled());
  const differs = first.erased_at === undefined ? differenceOf(guard, first) : undefined;
  return differs === undefined || differs === "sender" ? E.right(first) : E.left(reused(differs));
};

/** Counters that are looked into while a client waits; the processor looks into all. */
const MOST_LOOKS = 4;

const limitReached = ({ reason, endsAt }: LimitReached, now: Date): Rejection => ({
  ...rejection("RATE_LIMIT_EXCEEDED", `The project may not send this message now: ${reason}`, reason),
  retryAfterSeconds: Math.ceil((Date.parse(endsAt) - now.getTime()) / 1000),
});

type RecognisingEnv = HasClock & HasGuards & HasLog;

/** Refuses what could not be sent today; without an answer of the store the processor alone says so. */
const keepLimits =
  (message: Message): Step<RecognisingEnv, Rejection, unknown> =>
  ({ guards, log, clock }) => {
    const at = clock.now();
    return pipe(
      walkCounters({ message, at, tokens: 0 }, guards.readCounted, MOST_LOOKS),
      TE.tapError(({ _tag }) =>
        TE.fromIO(log.warn({ event: "counters_not_read", ...correlationOf(message), status: _tag })),
      ),
      TE.orElse(() => TE.right<Rejection, Verdict>("room")),
      TE.chain((verdict) => (typeof verdict === "string" ? TE.right(verdict) : TE.left(limitReached(verdict, at)))),
    );
  };

/** Without an answer of the store a request counts as new, since the processor looks again. */
const look =
  (message: Message, guard: RequestGuard): Step<RecognisingEnv, Rejection, O.Option<RequestGuard>> =>
  ({ guards, log }) =>
    pipe(
      guards.readGuard(guardKey(guard)),
      TE.tapError(({ _tag }) =>
        TE.fromIO(log.warn({ event: "guard_not_read", ...correlationOf(message), status: _tag })),
      ),
      TE.orElse(() => TE.right<Rejection, O.Option<RequestGuard>>(O.none)),
    );

/** Begins the look for what came before under a request's id, which needs nothing of its project, and goes on with the step meanwhile. */
export const lookingAhead =
  ({ id, project }: ValidRequest) =>
  <R extends HasGuards, F, A>(step: Step<R, F, A>): Step<R, F, A> =>
  (env) =>
    TE.flatten(
      TE.fromIO(() => {
        const looked = env.guards.readGuard(guardKeyOf(project.company_id, project.project_id, id))();
        // Nobody may come to wait for it.
        looked.catch(() => undefined);
        return step({ ...env, guards: { ...env.guards, readGuard: () => () => looked } });
      }),
    );

/** Tells repetitions, and requests whose id is another's; what is no repetition must keep to the project's limits. */
export const recognise = (message: Message): Step<RecognisingEnv, Rejection, Accepted> => {
  const guard = requestGuard(message);
  const judged = O.match(
    () => E.right<Rejection, RequestGuard | undefined>(undefined),
    (first: RequestGuard) => compare(guard, first),
  );
  return pipe(
    look(message, guard),
    RTE.map(judged),
    RTE.chainFirst((first) => (E.isRight(first) && first.right !== undefined ? RTE.right(first) : keepLimits(message))),
    RTE.chainEitherK((first) => first),
    RTE.map((first) => ({ message, first })),
  );
};

/**
 * Whether a message of an accepted request could come to something. A repetition's could: the first one's may have died between the
 * guard and its record, and the processor sends nothing twice.
 */
export const isWanted = ({ message, first }: Accepted): boolean =>
  first === undefined || differenceOf(requestGuard(message), first) === undefined;
