import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type * as RT from "fp-ts/ReaderTask";
import * as T from "fp-ts/Task";
import * as TE from "fp-ts/TaskEither";
import { CHECK_BUCKETS, type ConversationKey, GIVEN_UP_BUCKET } from "../conversation/conversation";
import { SENDER_BUCKETS } from "../conversation/sender";
import type { Checks } from "../ports/conversations";
import { guarded, type Step } from "../step";
import { catchUp } from "./catch-up";
import { endThreads } from "./end-threads";
import { LOOK_MS, sweepConversation } from "./sweep-conversation";
import type { SweeperEnv } from "./sweeper-env";

/** Conversations that are looked into side by side. */
const LANES = 100;
/** Keys that a run reads of one bucket: more than a run can look into, so that nobody's thousands hide another's. */
const MOST_DUE = 20_000;
/** A run begins no look after so many milliseconds: the next run has begun, and would look at the same. */
const RUN_MS = 60_000;
/** What is left to a look that begins must do for its write, too. */
const RESERVE_MS = 10_000;

type Look = (key: ConversationKey) => Step<SweeperEnv, unknown, void>;

/** What no step foresaw costs the others nothing. */
const lookAt =
  (env: SweeperEnv, look: Look) =>
  (key: ConversationKey): T.Task<void> =>
    pipe(
      guarded(
        () => look(key)(env)(),
        (reason) => {
          env.log.error({ event: "unforeseen", conversation_id: key.conversation_id, reason, critical: true })();
          return E.right(undefined);
        },
      ),
      T.asUnit,
    );

/** A conversation's id begins with the company's and the project's. */
const tenantOf = ({ conversation_id }: ConversationKey): string => conversation_id.split("#", 2).join("#");

type Turn = { readonly turn: number; readonly key: ConversationKey };

/** The nth of a tenant has the nth turn. */
const turnsOf = (keys: readonly ConversationKey[]): readonly Turn[] =>
  [...Map.groupBy(keys, tenantOf).values()].flatMap((own) => own.map((key, turn) => ({ turn, key })));

/** What is due, one of each tenant and bucket in turn, the longest due first: thousands of one leave the others their turns. */
const dueBy =
  (due: Checks["due"], buckets: readonly string[]) =>
  ({ clock }: SweeperEnv): T.Task<readonly ConversationKey[]> =>
    pipe(
      buckets,
      T.traverseArray((bucket) =>
        pipe(
          due(bucket, clock.now().toISOString(), MOST_DUE),
          TE.match(() => [], turnsOf),
        ),
      ),
      T.map((turns) =>
        turns
          .flat()
          .sort((one, other) => one.turn - other.turn)
          .map(({ key }) => key),
      ),
    );

/** Looks into one after the other, as long as looks may begin. */
const lane = (look: (key: ConversationKey) => T.Task<void>, next: () => ConversationKey | undefined): T.Task<void> => {
  const key = next();
  return key === undefined
    ? T.of(undefined)
    : pipe(
        look(key),
        T.chain(() => lane(look, next)),
      );
};

const inLanes =
  (env: SweeperEnv, endMs: number, look: Look) =>
  (keys: readonly ConversationKey[]): T.Task<void> => {
    const waiting = keys.values();
    const mayBegin = () => env.clock.now().getTime() < endMs && env.deadline.remainingMs() > LOOK_MS + RESERVE_MS;
    return pipe(
      Array.from({ length: Math.min(LANES, keys.length) }),
      T.traverseArray(() => lane(lookAt(env, look), () => (mayBegin() ? waiting.next().value : undefined))),
      T.asUnit,
    );
  };

/** After every time. */
const EVER = "~";

/** Says so at every run for which something waits for a person: the alarm of that is red until nothing does. */
const noteWaiting = ({ checks, log }: SweeperEnv): T.Task<void> =>
  pipe(
    checks.due(GIVEN_UP_BUCKET, EVER, MOST_DUE),
    TE.match(
      () => undefined,
      ({ length }) => (length > 0 ? log.warn({ event: "waits_for_operator", waiting: length })() : undefined),
    ),
  );

/**
 * Looks into every conversation whose check is due, and then into those that end soon, as far as the time of a run goes; and
 * meanwhile into carriers' lists of what people wrote, so that neither waits for the other.
 */
export const sweep: RT.ReaderTask<SweeperEnv, void> = (env) => {
  const endMs = env.clock.now().getTime() + RUN_MS;
  return pipe(
    dueBy(env.checks.due, [...CHECK_BUCKETS, GIVEN_UP_BUCKET])(env),
    T.chain(inLanes(env, endMs, sweepConversation)),
    T.chain(() => noteWaiting(env)),
    T.chain(() => dueBy(env.checks.ending, CHECK_BUCKETS)(env)),
    T.chain(inLanes(env, endMs, endThreads)),
    T.apFirst(pipe(dueBy(env.checks.due, SENDER_BUCKETS)(env), T.chain(inLanes(env, endMs, catchUp)))),
  );
};
