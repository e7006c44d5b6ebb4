import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import type { JsonObject } from "../codec/json";
import { AssistantKey } from "../company/channel-setup";
import {
  type Conversation,
  type ConversationKey,
  correlationOfRecord,
  isoAfter,
  type Unreadable,
} from "../conversation/conversation";
import { type PendingThreads, threadsOf } from "../conversation/record";
import { endThreadsLater, threadsEnded } from "../conversation/sweeper-transitions";
import type { Change } from "../conversation/transitions";
import type { StoreUnavailable } from "../ports/conversations";
import { readSecret } from "../secrets";
import { type Step, within } from "../step";
import { LOOK_MS } from "./sweep-conversation";
import type { SweeperEnv } from "./sweeper-env";

/** Seconds before a deletion that failed is tried again. */
const TRY_AGAIN_SECONDS = 3_600;

/** Seconds before a record's end in which somebody must hear of threads that are still there: it takes their ids with it. */
const LAST_SECONDS = 86_400;

const nothing: Step<SweeperEnv, never, void> = RTE.right(undefined);

/** In words, why threads could not be deleted. */
type NotDeleted = string;

/** Whoever erases the record, or DynamoDB that deletes it, leaves nothing to be noted. */
const note =
  (key: ConversationKey, change: Change): Step<SweeperEnv, never, void> =>
  ({ conversations, log }) =>
    pipe(
      conversations.change(key, change),
      TE.orElse(({ _tag }) =>
        TE.fromIO(log.warn({ event: "sweep_failed", conversation_id: key.conversation_id, status: _tag })),
      ),
    );

const remove = ({ thread_ids, key_name }: PendingThreads): Step<SweeperEnv, NotDeleted, void> =>
  pipe(
    readSecret(key_name, AssistantKey),
    RTE.mapLeft(({ reason }): NotDeleted => reason),
    RTE.chain(
      ({ ai_api_key }) =>
        ({ threads }: SweeperEnv) =>
          TE.traverseSeqArray((id: string) => threads.remove(ai_api_key, id))(thread_ids),
    ),
    RTE.map(() => undefined),
  );

const endsWithin = ({ ttl }: JsonObject, seconds: number, now: Date): boolean =>
  Number(ttl) - now.getTime() / 1000 < seconds;

const putOff =
  (conversation: Conversation, { thread_ids }: PendingThreads) =>
  (reason: NotDeleted): Step<SweeperEnv, never, void> =>
  (env) => {
    const told = { ...correlationOfRecord(conversation), reason };
    if (endsWithin(conversation, LAST_SECONDS, env.clock.now())) {
      for (const thread_id of thread_ids)
        env.log.error({ event: "thread_left_behind", critical: true, ...told, thread_id })();
    } else env.log.warn({ event: "threads_not_deleted", ...told })();
    return note(conversation, endThreadsLater(isoAfter(env.clock.now(), TRY_AGAIN_SECONDS)))(env);
  };

const ended =
  (conversation: Conversation): Step<SweeperEnv, never, void> =>
  (env) =>
    note(conversation, threadsEnded(env.clock.now()))(env);

const end = (conversation: Conversation): Step<SweeperEnv, never, void> => {
  const pending = threadsOf(conversation);
  return pending === undefined
    ? ended(conversation)
    : pipe(
        remove(pending),
        within(LOOK_MS),
        RTE.mapLeft((failure) => (typeof failure === "string" ? failure : "OpenAI takes too long")),
        RTE.chainW(() => ended(conversation)),
        RTE.orElse(putOff(conversation, pending)),
      );
};

/** What cannot be read is for an operator, if the store is there at all. */
const orUnread =
  (key: ConversationKey) =>
  (failure: StoreUnavailable | Unreadable): Step<SweeperEnv, never, O.Option<Conversation>> =>
  (env) => {
    if (failure._tag === "StoreUnavailable") return TE.right(O.none);
    const { conversation_id } = key;
    env.log.error({ event: "threads_not_deleted", critical: true, conversation_id, reason: failure.reason })();
    return pipe(
      note(key, endThreadsLater(isoAfter(env.clock.now(), TRY_AGAIN_SECONDS)))(env),
      TE.map(() => O.none),
    );
  };

/** Deletes what OpenAI keeps of a conversation whose record ends soon, so that both are forgotten together. */
export const endThreads = (key: ConversationKey): Step<SweeperEnv, never, void> =>
  pipe(
    ({ conversations }: SweeperEnv) => conversations.read(key),
    RTE.orElse(orUnread(key)),
    RTE.chain(O.match(() => nothing, end)),
  );
