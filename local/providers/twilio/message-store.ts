import type { MessageRecord } from "./message-record";

export type MessageStore = {
  readonly add: (message: MessageRecord) => void;
  readonly find: (sid: string) => MessageRecord | undefined;
  /** Oldest first; with `to`, only that recipient's. */
  readonly list: (to: string | null) => readonly MessageRecord[];
};

/** Accepted messages, at most `max`; the oldest go first. */
export const makeMessageStore = (max: number): MessageStore => {
  const bySid = new Map<string, MessageRecord>();
  const byTo = new Map<string, MessageRecord[]>();

  const dropOldest = (): void => {
    const [oldest] = bySid.values();
    if (oldest === undefined) return;
    bySid.delete(oldest.sid);
    const left = (byTo.get(oldest.to) ?? []).filter((one) => one !== oldest);
    if (left.length === 0) byTo.delete(oldest.to);
    else byTo.set(oldest.to, left);
  };

  return {
    add: (message) => {
      bySid.set(message.sid, message);
      const held = byTo.get(message.to);
      if (held === undefined) byTo.set(message.to, [message]);
      else held.push(message);
      if (bySid.size > max) dropOldest();
    },
    find: (sid) => bySid.get(sid),
    list: (to) => (to === null ? [...bySid.values()] : (byTo.get(to) ?? [])),
  };
};
