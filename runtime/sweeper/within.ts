import * as E from "fp-ts/Either";
import type { HasTimer } from "../ports/time-and-chance";
import type { Step } from "../step";

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
