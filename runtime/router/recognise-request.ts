import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as TE from "fp-ts/TaskEither";
import { correlationOf, type Message } from "../conversation/message";
import { differenceOf, guardKey, type RequestGuard, requestGuard } from "../conversation/request-guard";
import type { HasLog } from "../log/log";
import type { HasGuards } from "../ports/conversations";
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

const compare = (guard: RequestGuard, first: RequestGuard): E.Either<Rejection, RequestGuard> => {
  const differs = first.erased_at === undefined ? differenceOf(guard, first) : undefined;
  return differs === undefined || differs === "sender" ? E.right(first) : E.left(reused(differs));
};

/** Tells repetitions, and requests whose id is another's; without an answer of the store a request counts as new, since the processor looks again. */
export const recognise =
  (message: Message): Step<HasGuards & HasLog, Rejection, Accepted> =>
  ({ guards, log }) => {
    const guard = requestGuard(message);
    return pipe(
      guards.readGuard(guardKey(guard)),
      TE.tapError(({ _tag }) =>
        TE.fromIO(log.warn({ event: "guard_not_read", ...correlationOf(message), status: _tag })),
      ),
      TE.orElse(() => TE.right<Rejection, O.Option<RequestGuard>>(O.none)),
      TE.chainEitherK(
        O.match(
          () => E.right<Rejection, RequestGuard | undefined>(undefined),
          (first) => compare(guard, first),
        ),
      ),
      TE.map((first) => ({ message, first })),
    );
  };

/**
 * Whether a message of an accepted request could come to something. A repetition's could: the first one's may have died between the
 * guard and its record, and the processor sends nothing twice.
 */
export const isWanted = ({ message, first }: Accepted): boolean =>
  first === undefined || differenceOf(requestGuard(message), first) === undefined;
