import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type * as RTE from "fp-ts/ReaderTaskEither";
import * as T from "fp-ts/Task";
import * as TE from "fp-ts/TaskEither";
import { describeError } from "./log/log";
import type { HasTimer } from "./ports/time-and-chance";

/** A step of a pipeline: what it needs, how it may fail, what it gives. */
export type Step<R, E, A> = RTE.ReaderTaskEither<R, E, A>;

/** What no step foresaw: whatever `run` throws becomes what `unforeseen` makes of its kind, code and place. */
export const guarded = <A>(run: () => Promise<A>, unforeseen: (reason: string) => A): T.Task<A> =>
  pipe(
    TE.tryCatch(run, describeError),
    TE.getOrElse((reason) => T.fromIO(() => unforeseen(reason))),
  );

/** It took longer than its time. */
export type TookTooLong = { readonly _tag: "TookTooLong" };

const tookTooLong: TookTooLong = { _tag: "TookTooLong" };

/** Waits for a step for so many milliseconds; what it does afterwards it does for nobody, by writes that require what it has read. */
export const within =
  (ms: number) =>
  <R, F, A>(step: Step<R, F, A>): Step<R & HasTimer, F | TookTooLong, A> =>
  (env) =>
  () =>
    new Promise((resolve, reject) => {
      const stop = env.timer.every(ms, async () => {
        stop();
        resolve(E.left(tookTooLong));
      })();
      step(env)().then(resolve, reject).finally(stop);
    });
