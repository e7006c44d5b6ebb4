import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type * as RTE from "fp-ts/ReaderTaskEither";
import * as RNEA from "fp-ts/ReadonlyNonEmptyArray";
import * as T from "fp-ts/Task";
import type { MailReceipt } from "./read-mail-event";
import { type RecordEnv, recordReceipt, type Unrecorded } from "./record-receipt";

/** Receipts of one conversation, one after the other. */
const inTurn =
  (env: RecordEnv) =>
  (receipts: readonly MailReceipt[]): T.Task<readonly E.Either<Unrecorded, void>[]> =>
    pipe(
      receipts,
      T.traverseSeqArray(({ key, receipt }) => recordReceipt(key, receipt)(env)),
    );

/** Applies every receipt, conversations side by side; one that could not be applied costs the others nothing, but the carrier posts all again. */
export const recordReceipts =
  (receipts: readonly MailReceipt[]): RTE.ReaderTaskEither<RecordEnv, Unrecorded, void> =>
  (env) =>
    pipe(
      Object.values(RNEA.groupBy(({ key }: MailReceipt) => JSON.stringify(key))(receipts)),
      T.traverseArray(inTurn(env)),
      T.map((results) => pipe(E.sequenceArray(results.flat()), E.asUnit)),
    );
