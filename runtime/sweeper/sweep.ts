import { pipe } from "fp-ts/function";
import type * as RT from "fp-ts/ReaderTask";
import * as T from "fp-ts/Task";
import * as TE from "fp-ts/TaskEither";
import { CHECK_BUCKETS } from "../conversation/check-bucket";
import type { ConversationKey } from "../conversation/conversation-key";
import { sweepConversation } from "./sweep-conversation";
import type { SweeperEnv } from "./sweeper-env";

/** Conversations of one bucket that are looked into side by side. */
const PAGE = 25;
/** What one page may take; with less left, the rest waits for the next run. */
const PAGE_MS = 30_000;

const sweepOne =
  (env: SweeperEnv) =>
  (key: ConversationKey): T.Task<boolean> =>
    pipe(
      sweepConversation(key)(env),
      TE.match(
        () => false,
        () => true,
      ),
    );

/** One page of a bucket: whether another is worth a try. */
const sweepPage =
  (bucket: string): RT.ReaderTask<SweeperEnv, boolean> =>
  (env) =>
    pipe(
      env.checks.due(bucket, env.clock.now().toISOString(), PAGE),
      TE.getOrElse(() => T.of<readonly ConversationKey[]>([])),
      T.chain(T.traverseArray(sweepOne(env))),
      T.map((swept) => swept.length === PAGE && swept.every((done) => done)),
    );

const sweepBucket =
  (env: SweeperEnv) =>
  (bucket: string): T.Task<void> =>
    pipe(
      sweepPage(bucket)(env),
      T.chain((more) => (more && env.deadline.remainingMs() > PAGE_MS ? sweepBucket(env)(bucket) : T.of(undefined))),
    );

/** Looks into every conversation whose check is due, bucket by bucket. */
export const sweep: RT.ReaderTask<SweeperEnv, void> = (env) =>
  pipe(
    CHECK_BUCKETS,
    T.traverseSeqArray(sweepBucket(env)),
    T.map(() => undefined),
  );
