import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as T from "fp-ts/Task";
import { commitToSend } from "../../../runtime/conversation/transitions";
import { replaceExports } from "./replace-exports";

type Commit = typeof import("../../../runtime/processor/send");
type Settle = typeof import("../../../runtime/processor/send");

/** No word on the record before the carrier is called; it is written afterwards, so that all is well as long as nothing goes wrong. */
replaceExports<Commit>("runtime/processor/send.ts", () => ({
  commit: (drafted) => RTE.asks(({ ids }) => ({ ...drafted, attemptId: ids.next() })),
}));
replaceExports<Settle>("runtime/processor/send.ts", ({ settle }) => ({
  settle: (sent) => (env) => {
    const attempt = { attempt_id: sent.attemptId, sending_at: env.clock.now().toISOString() };
    return pipe(
      env.conversations.change(sent.key, commitToSend(sent.lease, attempt)),
      T.chain(() => settle(sent)(env)),
    );
  },
}));
console.log("mutant in place: intent");
