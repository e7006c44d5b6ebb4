import type { EmailEntry } from "../ledger-entry";

export type SentMails = {
  readonly add: (entry: EmailEntry) => void;
  readonly find: (id: string, to?: string) => EmailEntry | undefined;
};

/** Accepted mails by message id, for events sent by hand; at most `max` ids, the oldest go first. */
export const makeSentMails = (max: number): SentMails => {
  const byId = new Map<string, EmailEntry[]>();
  return {
    add: (entry) => {
      const held = byId.get(entry.id);
      if (held !== undefined) held.push(entry);
      else byId.set(entry.id, [entry]);
      const [oldest] = byId.keys();
      if (byId.size > max && oldest !== undefined) byId.delete(oldest);
    },
    find: (id, to) => byId.get(id)?.find((entry) => to === undefined || entry.to === to),
  };
};
