import * as E from "fp-ts/Either";
import { flow } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RA from "fp-ts/ReadonlyArray";
import * as TE from "fp-ts/TaskEither";
import { hasApplied } from "../../runtime/adapters/dynamo-items";
import { fromAttributes, toAttributes } from "../../runtime/codec/attribute-value";
import type { JsonObject } from "../../runtime/codec/json";
import { decodeConsent } from "../../runtime/conversation/consent";
import type { ConversationKey } from "../../runtime/conversation/conversation";
import { decodeConversation } from "../../runtime/conversation/conversation";
import { neighbourOf } from "../../runtime/conversation/record";
import { decodeGuard } from "../../runtime/conversation/request-guard";
import { decodeSender } from "../../runtime/conversation/sender";
import type { Counted, Counting } from "../../runtime/conversation/spending";
import type { Change } from "../../runtime/conversation/transitions";
import type { Consents } from "../../runtime/ports/consents";
import type { ChangeRefused, Checks, Conversations, StoreUnavailable } from "../../runtime/ports/conversations";
import type { Correspondence } from "../../runtime/ports/correspondence";
import type { Received } from "../../runtime/ports/received";
import type { Senders } from "../../runtime/ports/senders";

/** `before`: nothing is done, and the caller is told so. `after`: it is done, and the caller is told that it was not. */
export type StoreFault = "before" | "after";
/** A guard is read like a record. */
type Operation = "putNew" | "read" | "change" | "ofRecipient" | "count" | "between" | "with";

export type InMemoryConversations = ReturnType<typeof inMemoryConversations>;

/** An item before a write and after it. */
export type Write = { readonly old: JsonObject | undefined; readonly now: JsonObject | undefined };

export const keyOfRecord = ({ primary_channel, conversation_id }: JsonObject): ConversationKey => ({
  primary_channel: String(primary_channel),
  conversation_id: String(conversation_id),
});

const unavailable = E.left<StoreUnavailable>({ _tag: "StoreUnavailable" });
const refused = E.left<ChangeRefused>({ _tag: "ChangeRefused" });

/** No id holds a line's end. */
const nameOf = ({ primary_channel, conversation_id }: JsonObject): string => `${primary_channel}\n${conversation_id}`;

/** A copy as the table would give it back. */
const stored = (item: JsonObject): JsonObject => fromAttributes(toAttributes(item));

const hasEmptyKey = ({ primary_channel, conversation_id }: JsonObject): boolean =>
  primary_channel === "" || conversation_id === "";

const holds = (record: JsonObject, when: Change["when"]): boolean =>
  Object.entries(when).every(([name, value]) => [value].flat().some((one) => one === record[name]));

/** DynamoDB refuses to append to what is no list, and to name one attribute twice. */
const isValid = (record: JsonObject, { set, append = {}, remove = [] }: Change): boolean => {
  const named = [...Object.keys(set), ...Object.keys(append), ...remove];
  const lists = Object.keys(append).every((name) => Array.isArray(record[name] ?? []));
  return named.length > 0 && new Set(named).size === named.length && lists;
};

const appended = (record: JsonObject, append: Change["append"] = {}): JsonObject =>
  Object.fromEntries(Object.entries(append).map(([name, items]) => [name, [record[name] ?? [], items].flat()]));

const changed = (record: JsonObject, { set, append, remove = [] }: Change): JsonObject => {
  const written = { ...set, ...appended(record, append) };
  const next: Record<string, unknown> = { ...record, ...stored(written) };
  for (const name of Object.keys(next))
    if (remove.includes(name) || (name in written && written[name] === undefined)) delete next[name];
  return next;
};

const due = (
  records: readonly JsonObject[],
  [bucketName, timeName]: readonly [string, string],
  bucket: string,
  now: string,
): readonly ConversationKey[] =>
  records
    .filter((record) => record[bucketName] === bucket && String(record[timeName] ?? "~") <= now)
    .sort((a, b) => (String(a[timeName]) < String(b[timeName]) ? -1 : 1))
    .map(keyOfRecord);

/** The counters of days, whose conditions are those of the adapter's expression. */
const inMemoryCounters = () => {
  const counters = new Map<string, Counted & { readonly all: Readonly<Record<string, readonly string[]>> }>();
  const held = ({ key, recipient }: Counting) => {
    const { messages = 0, tokens = 0, all = {} } = counters.get(nameOf(key)) ?? {};
    return { messages, tokens, all, ofRecipient: all[recipient] ?? [] };
  };
  const count = (counting: Counting): "counted" | Counted => {
    const { most, recipient, conversation } = counting;
    const { all, ...before } = held(counting);
    const hasRoom =
      before.ofRecipient.length < most.ofRecipient &&
      before.messages < most.messages &&
      before.tokens + counting.tokens <= most.tokens;
    if (!hasRoom || before.ofRecipient.includes(conversation)) return before;
    const ofRecipient = [...before.ofRecipient, conversation];
    const [messages, tokens] = [before.messages + 1, before.tokens + counting.tokens];
    counters.set(nameOf(counting.key), { messages, tokens, ofRecipient, all: { ...all, [recipient]: ofRecipient } });
    return "counted";
  };
  const read = (counting: Counting): Counted => {
    const { all, ...counted } = held(counting);
    return counted;
  };
  return { count, read };
};

/** The conversations table over a map: conditions and changes as DynamoDB has them, ambiguous ones as its adapter has. */
export const inMemoryConversations = () => {
  const items = new Map<string, JsonObject>();
  const planned: Record<Operation, StoreFault[]> = {
    putNew: [],
    read: [],
    change: [],
    ofRecipient: [],
    count: [],
    between: [],
    with: [],
  };
  const counters = inMemoryCounters();
  /** Every change that was asked for, in order. */
  const changes: Change[] = [];
  /** Every write, in order. */
  const writes: Write[] = [];

  const faulty =
    <F, A>(
      operation: Operation,
      act: () => E.Either<F | StoreUnavailable, A>,
    ): TE.TaskEither<F | StoreUnavailable, A> =>
    async () => {
      const fault = planned[operation].shift();
      if (fault === "before") return unavailable;
      const result = act();
      return fault === "after" ? unavailable : result;
    };

  const records = (): readonly JsonObject[] => [...items.values()];

  const write = (name: string, now: JsonObject | undefined): void => {
    writes.push({ old: items.get(name), now });
    if (now === undefined) items.delete(name);
    else items.set(name, now);
  };

  /** Puts a record there whatever stands. */
  const put = (item: JsonObject): void => write(nameOf(item), stored(item));

  const change = (key: ConversationKey, wanted: Change): E.Either<StoreUnavailable | ChangeRefused, void> => {
    changes.push(wanted);
    const record = items.get(nameOf(key));
    if (hasEmptyKey(key)) return unavailable;
    if (record === undefined) return refused;
    if (!holds(record, wanted.when)) return hasApplied(record, wanted) ? E.right(undefined) : refused;
    if (!isValid(record, wanted)) return unavailable;
    write(nameOf(key), changed(record, wanted));
    return E.right(undefined);
  };

  const readItem = (key: ConversationKey) =>
    faulty("read", () => (hasEmptyKey(key) ? unavailable : E.right(O.fromNullable(items.get(nameOf(key))))));

  const conversations: Conversations = {
    putNew: (item) =>
      faulty("putNew", () => {
        if (hasEmptyKey(item)) return unavailable;
        if (items.has(nameOf(item))) return E.right("exists");
        put(item);
        return E.right("created");
      }),
    read: flow(readItem, TE.chainEitherKW(O.traverse(E.Applicative)(decodeConversation))),
    readGuard: flow(readItem, TE.chainEitherKW(O.traverse(E.Applicative)(decodeGuard))),
    change: (key, wanted) => faulty("change", () => change(key, wanted)),
    count: (counting) => faulty("count", () => E.right(counters.count(counting))),
    readCounted: (counting) => faulty("read", () => E.right(counters.read(counting))),
    ofRecipient: (primaryChannel) =>
      faulty("ofRecipient", () =>
        E.right(
          records()
            .filter((record) => record.primary_channel === primaryChannel)
            .map(neighbourOf),
        ),
      ),
  };
  const { putNew, change: changeItem } = conversations;
  const consents: Consents = {
    putNew,
    change: changeItem,
    read: flow(readItem, TE.chainEitherKW(O.traverse(E.Applicative)(decodeConsent))),
  };
  const conversationsWhere = (wanted: (record: JsonObject) => boolean) =>
    E.right(RA.filterMap(flow(decodeConversation, O.fromEither))(records().filter(wanted)));
  const correspondence: Correspondence = {
    between: ({ channel, ours, theirs }) =>
      faulty("between", () =>
        conversationsWhere(
          (record) => record[`gsi_company_${channel}_number`] === ours && record.gsi_recipient_tel === theirs,
        ),
      ),
    with: (address) => faulty("with", () => conversationsWhere((record) => record.primary_channel === address)),
  };
  const received: Received = {
    of: ({ primary_channel, conversation_id }) =>
      faulty("with", () =>
        E.right(
          records().filter((item) => item.primary_channel === primary_channel && item.conversation === conversation_id),
        ),
      ),
  };
  const senders: Senders = {
    read: flow(readItem, TE.chainEitherKW(O.traverse(E.Applicative)(decodeSender))),
    hasReceived: flow(readItem, TE.map(O.isSome)),
  };
  const reading =
    (...index: readonly [string, string]): Checks["due"] =>
    (bucket, now, limit) =>
      TE.right(due(records(), index, bucket, now).slice(0, limit));
  /** The indexes of what is not final, and of what ends. */
  const checks: Checks = {
    due: reading("check_bucket", "next_check_at"),
    ending: reading("retention_bucket", "retention_check_at"),
  };
  const remove = (key: ConversationKey): void => write(nameOf(key), undefined);
  const find = (key: ConversationKey): JsonObject | undefined => items.get(nameOf(key));
  /** Has the next calls (one, unless `times` is given) of an operation fail. */
  const failNext = (operation: Operation, fault: StoreFault, times = 1): void =>
    void planned[operation].push(...Array<StoreFault>(times).fill(fault));
  return {
    conversations,
    consents,
    correspondence,
    received,
    senders,
    checks,
    remove,
    put,
    find,
    records,
    failNext,
    changes,
    writes,
  };
};
