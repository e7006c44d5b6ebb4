import { runInNewContext } from "node:vm";
import * as E from "fp-ts/Either";

/**
 * What `run` gives, or its error, after `ms` milliseconds at the latest: a stranger's text may be made so that a pattern or a
 * parser takes minutes over it. V8 ends what a context runs, patterns of ours within it too.
 */
export const withinTime = <A>(ms: number, run: () => A): E.Either<Error, A> =>
  E.tryCatch(() => runInNewContext("run()", { run }, { timeout: ms }), E.toError);
