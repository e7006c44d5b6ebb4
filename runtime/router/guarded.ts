import { pipe } from "fp-ts/function";
import type * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { describeError } from "../log/describe-error";
import { type Rejection, rejection } from "./rejection";

const unforeseen = (error: unknown): Rejection =>
  rejection("INTERNAL_ERROR", "The request could not be handled", describeError(error));

/** Whatever a step throws, that no step foresaw, becomes a rejection like any other. */
export const guarded =
  <R, A>(step: () => RTE.ReaderTaskEither<R, Rejection, A>): RTE.ReaderTaskEither<R, Rejection, A> =>
  (env) =>
    pipe(
      TE.tryCatch(() => step()(env)(), unforeseen),
      TE.chain(TE.fromEither),
    );
