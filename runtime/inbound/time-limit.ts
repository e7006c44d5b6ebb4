import { createContext, Script } from "node:vm";
import * as E from "fp-ts/Either";

type Global = { run: (() => unknown) | undefined };
const context = createContext({ run: undefined } satisfies Global) as Global;
const script = new Script("run()");

/** A context takes a millisecond to make: all that is to run shares one, and is forgotten there once it has run. */
const runInTime = <A>(ms: number, run: () => A): A => {
  context.run = run;
  try {
    return script.runInContext(context, { timeout: ms });
  } finally {
    context.run = undefined;
  }
};

/**
 * What `run` gives, or its error, after `ms` milliseconds at the latest: a stranger's text may be made so that a pattern or a
 * parser takes minutes over it. V8 ends what a context runs, patterns of ours within it too.
 */
export const withinTime = <A>(ms: number, run: () => A): E.Either<Error, A> =>
  E.tryCatch(() => runInTime(ms, run), E.toError);
