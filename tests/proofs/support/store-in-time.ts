import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import type { ConversationKey } from "../../../runtime/conversation/conversation";
import type { Consents } from "../../../runtime/ports/consents";
import type { Checks, Conversations } from "../../../runtime/ports/conversations";
import type { InMemoryConversations } from "../../helpers/in-memory-conversations";
import type { VirtualTime } from "./virtual-time";

type Thunk<A> = () => Promise<A>;

export const slowed =
  (time: VirtualTime, ms: number | (() => number)) =>
  <A>(act: Thunk<A>): Thunk<A> =>
  async () => {
    const wait = typeof ms === "number" ? ms : ms();
    if (wait > 0) await time.sleep(wait);
    return act();
  };

/** A table whose calls take effect after a time of their own: in another order, it may be, than they were made in. */
export const slowStore = (store: Conversations, time: VirtualTime, ms: () => number): Conversations => {
  const slow = slowed(time, ms);
  return {
    putNew: (item) => slow(store.putNew(item)),
    read: (key) => slow(store.read(key)),
    readGuard: (key) => slow(store.readGuard(key)),
    change: (key, change) => slow(store.change(key, change)),
    ofRecipient: (primaryChannel) => slow(store.ofRecipient(primaryChannel)),
    count: (counting) => slow(store.count(counting)),
    readCounted: (counting) => slow(store.readCounted(counting)),
  };
};

/** The same of its consent items. */
export const slowConsents = (store: Consents, time: VirtualTime, ms: () => number): Consents => {
  const slow = slowed(time, ms);
  return {
    read: (key) => slow(store.read(key)),
    putNew: (item) => slow(store.putNew(item)),
    change: (key, change) => slow(store.change(key, change)),
  };
};

type Entry = ConversationKey & { readonly check_bucket: unknown; readonly next_check_at: string };

/** The sweeper's index, which learns of each write some time after it was made, in the writes' order. */
export const laggingIndex = (store: InMemoryConversations, time: VirtualTime, lagMs: () => number) => {
  const entries = new Map<string, Entry>();
  let newest = 0;

  const learn = (key: ConversationKey): void => {
    const name = `${key.primary_channel}\n${key.conversation_id}`;
    const { check_bucket, next_check_at } = store.find(key) ?? {};
    newest = Math.max(newest, time.nowMs() + lagMs());
    const put = (): void => {
      entries.delete(name);
      if (check_bucket !== undefined && typeof next_check_at === "string")
        entries.set(name, { ...key, check_bucket, next_check_at });
    };
    if (newest > time.nowMs()) time.after(newest - time.nowMs(), put);
    else put();
  };
  const telling =
    <F, A>(key: ConversationKey, write: TE.TaskEither<F, A>): TE.TaskEither<F, A> =>
    async () => {
      const result = await write();
      if (E.isRight(result)) learn({ primary_channel: key.primary_channel, conversation_id: key.conversation_id });
      return result;
    };

  const checks: Checks = {
    due: (bucket, now, limit) => async () =>
      E.right(
        [...entries.values()]
          .filter(({ check_bucket, next_check_at }) => check_bucket === bucket && next_check_at <= now)
          .sort((a, b) => (a.next_check_at < b.next_check_at ? -1 : 1))
          .slice(0, limit)
          .map(({ primary_channel, conversation_id }) => ({ primary_channel, conversation_id })),
      ),
    /** No record has an end here. */
    ending: () => TE.right([]),
  };
  return {
    checks,
    /** The table, whose writes the index learns of. */
    indexed: (conversations: Conversations): Conversations => ({
      ...conversations,
      putNew: (item) => telling(item, conversations.putNew(item)),
      change: (key, change) => telling(key, conversations.change(key, change)),
    }),
    /** When the first check in it is due; what is given up is looked at for as long as it is there, and nothing comes of it. */
    firstDue: (): string | undefined => {
      let first: string | undefined;
      for (const entry of entries.values())
        if ((first === undefined || entry.next_check_at < first) && store.find(entry)?.given_up_at === undefined)
          first = entry.next_check_at;
      return first;
    },
  };
};
