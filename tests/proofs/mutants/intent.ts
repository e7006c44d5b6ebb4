import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as T from "fp-ts/Task";
import { commitToSend } from "../../../runtime/conversation/transitions/commit-to-send";
import { replaceExports } from "./replace-exports";

type Commit = typeof import("../../../runtime/processor/commit");
type Settle = typeof import("../../../runtime/processor/settle");

/** No word on the record before the carrier is called; it is written afterwards, so that all is well as long as nothing goes wrong. */
replaceExports<Commit>("runtime/processor/commit.ts", () => ({
  commit: (drafted) => RTE.asks(({ ids }) => ({ ...drafted, attemptId: ids.next() })),
}));
replaceExports<Settle>("runtime/processor/settle.ts", ({ settle }) => ({
  settle: (sent) => (env) => {
    const attempt = { attempt_id: sent.attemptId, sending_at: env.clock.now().toISOString() };
    return pipe(
      env.conversations.change(sent.key, commitToSend(sent.lease, attempt)),
      T.chain(() => settle(sent)(env)),
    );
  },
}));
console.log("mutant in place: intent");
