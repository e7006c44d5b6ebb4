import { pipe } from "fp-ts/function";
import type * as RTE from "fp-ts/ReaderTaskEither";
import * as T from "fp-ts/Task";
import * as TE from "fp-ts/TaskEither";
import { describeError } from "./log/log";

/** A step of a pipeline: what it needs, how it may fail, what it gives. */
export type Step<R, E, A> = RTE.ReaderTaskEither<R, E, A>;

/** What no step foresaw: whatever `run` throws becomes what `unforeseen` makes of its kind, code and place. */
export const guarded = <A>(run: () => Promise<A>, unforeseen: (reason: string) => A): T.Task<A> =>
  pipe(
    TE.tryCatch(run, describeError),
    TE.getOrElse((reason) => T.fromIO(() => unforeseen(reason))),
  );
