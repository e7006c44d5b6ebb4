import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type * as RT from "fp-ts/ReaderTask";
import * as T from "fp-ts/Task";
import * as TE from "fp-ts/TaskEither";
import { CHECK_BUCKETS, type ConversationKey } from "../conversation/conversation";
import { guarded } from "../step";
import { sweepConversation } from "./sweep-conversation";
import type { SweeperEnv } from "./sweeper-env";

/** Conversations of one bucket that are looked into side by side. */
const PAGE = 25;
/** What one page may take; with less left, the rest waits for the next run. */
const PAGE_MS = 30_000;

/** What no step foresaw costs the others nothing. */
const sweepOne =
  (env: SweeperEnv) =>
  (key: ConversationKey): T.Task<void> =>
    pipe(
      guarded(
        () => sweepConversation(key)(env)(),
        (reason) => {
          env.log.error({ event: "unforeseen", conversation_id: key.conversation_id, reason, critical: true })();
          return E.right(undefined);
        },
      ),
      T.asUnit,
    );

const nameOf = ({ primary_channel, conversation_id }: ConversationKey): string =>
  JSON.stringify([primary_channel, conversation_id]);

/** The next page of a bucket; what this run has seen may still stand in the index, which is eventually consistent. */
const nextPage = (env: SweeperEnv, bucket: string, seen: ReadonlySet<string>): T.Task<readonly ConversationKey[]> =>
  pipe(
    env.checks.due(bucket, env.clock.now().toISOString(), PAGE + seen.size),
    TE.match(
      () => [],
      (keys) => keys.filter((key) => !seen.has(nameOf(key))).slice(0, PAGE),
    ),
  );

const sweepBucket =
  (env: SweeperEnv, seen: ReadonlySet<string> = new Set()) =>
  (bucket: string): T.Task<void> =>
    pipe(
      nextPage(env, bucket, seen),
      T.chainFirst(T.traverseArray(sweepOne(env))),
      T.chain((page) =>
        page.length === PAGE && env.deadline.remainingMs() > PAGE_MS
          ? sweepBucket(env, new Set([...seen, ...page.map(nameOf)]))(bucket)
          : T.of(undefined),
      ),
    );

/** Looks into every conversation whose check is due, bucket by bucket. */
export const sweep: RT.ReaderTask<SweeperEnv, void> = (env) =>
  pipe(
    CHECK_BUCKETS,
    T.traverseSeqArray((bucket) => sweepBucket(env)(bucket)),
    T.map(() => undefined),
  );
