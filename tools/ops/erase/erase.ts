import { separate } from "fp-ts/Array";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import * as t from "io-ts";
import { decodeOr, type JsonObject } from "../../../runtime/codec/json";
import { AssistantKey } from "../../../runtime/company/channel-setup";
import type { ConversationKey } from "../../../runtime/conversation/conversation";
import { buriedGuard, buryGuard, type Erasure, eraseRecord, erasureDone } from "../../../runtime/conversation/erasure";
import { type PendingThreads, threadsOf } from "../../../runtime/conversation/record";
import { guardKeyOf, RequestGuard } from "../../../runtime/conversation/request-guard";
import type { Change } from "../../../runtime/conversation/transitions";
import type { RemovedThread } from "../../../runtime/ports/assistant";
import { readSecret } from "../../../runtime/secrets";
import { NotDone, wordsOf } from "../../command-line";
import type { OpsEnv } from "../connect/ops-env";
import { isOneOf } from "../conversations/forms-of-address";
import { eraseBelongings } from "./erase-received";
import { type ErasurePlan, recordsOf } from "./plan-erasure";

type Burial = {
  readonly isPerson: (address: string) => boolean;
  readonly tombstone: string;
  readonly erasure: Erasure;
};

type ErasedConversation = {
  readonly key: ConversationKey;
  readonly erasedAt: string;
  /** Its conversations at OpenAI. */
  readonly threads: readonly RemovedThread[];
};

type NotErased = { readonly conversation_id: string; readonly why: string };

/** A step of an erasure, or in words why it could not be done. */
type Erasing<A> = TE.TaskEither<string, A>;

const NOTHING: Erasing<undefined> = TE.right(undefined);

const change = ({ conversations }: OpsEnv, key: ConversationKey, wanted: Change, refused: string): Erasing<void> =>
  pipe(
    conversations.change(key, wanted),
    TE.mapLeft(({ _tag }) => (_tag === "ChangeRefused" ? refused : "the conversations table cannot be written")),
  );

/** Puts the tombstone into a guard that names the recipient, or says who cancelled; another's, and one that has it, stay as they are. */
const buryFoundGuard = (env: OpsEnv, item: JsonObject, { isPerson, tombstone, erasure }: Burial): Erasing<unknown> =>
  pipe(
    TE.fromEither(decodeOr(RequestGuard, (places) => `the request's guard cannot be read: ${places}`)(item)),
    TE.chain((guard) =>
      guard.erased_at !== undefined || !(isPerson(guard.winner.primary_channel) || guard.cancelled_at !== undefined)
        ? NOTHING
        : change(env, guard, buryGuard(guard, tombstone, erasure), "the request's guard has just been changed"),
    ),
  );

const RequestIds = t.type({ company_id: t.string, project_id: t.string, request_id: t.string });

/** Puts the tombstone into the guard of a record's request, or puts one there where an older version made none. */
const buryRequest = (env: OpsEnv, record: JsonObject, burial: Burial): Erasing<unknown> => {
  if (!RequestIds.is(record)) return NOTHING;
  const key = guardKeyOf(record.company_id, record.project_id, record.request_id);
  return pipe(
    TE.tryCatch(() => env.lookups.record(key), wordsOf),
    TE.chain((found) =>
      found === undefined
        ? pipe(
            env.conversations.putNew(buriedGuard(key, record, burial.tombstone, burial.erasure)),
            TE.mapLeft(() => "the conversations table cannot be written"),
            TE.filterOrElse(
              (put) => put === "created",
              () => "its request has just been taken up again",
            ),
          )
        : buryFoundGuard(env, found, burial),
    ),
  );
};

/** Seconds after which DynamoDB removes what a killed command has left of a record. */
const LEFT_FOR_SECONDS = 86_400;

const removeThreads = (env: OpsEnv, pending: PendingThreads | undefined): Erasing<readonly RemovedThread[]> =>
  pending === undefined
    ? TE.right([])
    : pipe(
        readSecret(pending.key_name, AssistantKey)(env),
        TE.mapLeft(({ reason }) => reason),
        TE.chain(({ ai_api_key }) =>
          TE.traverseSeqArray((id: string) => env.threads.remove(ai_api_key, id))(pending.thread_ids),
        ),
      );

/**
 * Erases one conversation but for its key. The order survives a kill anywhere: the record loses what is personal and becomes
 * final, so that nobody works on it; then its request is over; then OpenAI's part goes, of which the record keeps the place so long.
 */
const eraseConversation = (env: OpsEnv, record: JsonObject, burial: Burial): Erasing<ErasedConversation> => {
  const { at } = burial.erasure;
  const key = { primary_channel: String(record.primary_channel), conversation_id: String(record.conversation_id) };
  const pending = threadsOf(record);
  const erasedAt = t.string.is(record.erased_at) ? record.erased_at : at.toISOString();
  const done = erasureDone(erasedAt, Math.floor(at.getTime() / 1000) + LEFT_FOR_SECONDS);
  const moved = "it has just been moved by somebody else";
  return pipe(
    record.erased_at === undefined
      ? change(env, key, eraseRecord(record, pending, burial.tombstone, at), moved)
      : NOTHING,
    TE.chain(() => buryRequest(env, record, burial)),
    TE.chain(() => removeThreads(env, pending)),
    TE.tap(() => change(env, key, done, moved)),
    TE.map((threads) => ({ key, erasedAt, threads })),
  );
};

/**
 * Seconds until no worker can write a record anew that it looked for before its request was over: the one call in between is
 * over in about ten, retries included.
 */
const STALE_LOOK_SECONDS = 30;

const removeEmptied = async (env: OpsEnv, erased: readonly ErasedConversation[]): Promise<void> => {
  if (erased.length === 0) return;
  await env.pause(STALE_LOOK_SECONDS);
  for (const { key, erasedAt } of erased) await env.lookups.removeErased(key, erasedAt);
};

const arrivedMeanwhile = async (env: OpsEnv, { request, records }: ErasurePlan): Promise<readonly NotErased[]> => {
  const known = records.map(({ conversation_id }) => conversation_id);
  return (await recordsOf(env, request))
    .filter(({ conversation_id }) => !known.includes(conversation_id))
    .map(({ conversation_id }) => ({
      conversation_id: String(conversation_id),
      why: "it came while the others were erased",
    }));
};

/** Erases what was planned; can be killed anywhere and repeated. */
export const erase = async (env: OpsEnv, plan: ErasurePlan) => {
  const { request, tombstone, records, guards, belongings } = plan;
  const erasure = { at: env.clock.now(), by: env.operator, reason: request.reason };
  const found = records.map(({ primary_channel }) => String(primary_channel));
  const burial = { isPerson: isOneOf([...request.recipients, ...found]), tombstone, erasure };
  const outcomes: E.Either<NotErased, ErasedConversation>[] = [];
  for (const record of records) {
    const toFailure = E.mapLeft((why: string) => ({ conversation_id: String(record.conversation_id), why }));
    outcomes.push(toFailure(await eraseConversation(env, record, burial)()));
  }
  for (const guard of guards) {
    const buried = await buryFoundGuard(env, guard, burial)();
    if (E.isLeft(buried)) throw new NotDone(buried.left);
  }
  const { left: notErased, right: erased } = separate(outcomes);
  await removeEmptied(env, erased);
  await eraseBelongings(env, belongings);
  const removed = erased.flatMap(({ threads }) => threads);
  return {
    stack: env.stack,
    conversations: erased.map(({ key }) => key.conversation_id),
    /** Requests without a record whose guards named the recipient. */
    requests_without_conversation: guards.length,
    /** What the person wrote, and the files that came with it. */
    received: belongings.received.length,
    files: belongings.files.length,
    /** Items of who may be written to that stay, and say no more whose they are. */
    consents: belongings.consents.length,
    openai: {
      conversations: removed.filter(({ found }) => found).length,
      items: removed.reduce((sum, { items }) => sum + items, 0),
      already_gone: removed.filter(({ found }) => !found).length,
    },
    tombstone,
    not_erased: [...notErased, ...(await arrivedMeanwhile(env, plan))],
    by: env.operator,
    at: erasure.at.toISOString(),
    reason: request.reason,
  };
};
export type Erased = Awaited<ReturnType<typeof erase>>;
