import type { LedgerEntry, SentMessage } from "./ledger-entry";
import { addressKey, sameAddress } from "./same-address";

export type AddressIndex = {
  readonly add: (entry: LedgerEntry) => void;
  readonly remove: (entry: LedgerEntry) => void;
  readonly find: (to: string) => readonly SentMessage[];
};

/** Carrier messages by recipient, so that a verdict over tens of thousands of recipients stays linear. */
export const makeAddressIndex = (): AddressIndex => {
  const byTo = new Map<string, SentMessage[]>();
  return {
    add: (entry) => {
      if (entry.provider === "openai") return;
      const key = addressKey(entry.to);
      const held = byTo.get(key);
      if (held === undefined) byTo.set(key, [entry]);
      else held.push(entry);
    },
    remove: (entry) => {
      if (entry.provider === "openai") return;
      const key = addressKey(entry.to);
      const left = (byTo.get(key) ?? []).filter((held) => held.seq !== entry.seq);
      if (left.length === 0) byTo.delete(key);
      else byTo.set(key, left);
    },
    find: (to) => (byTo.get(addressKey(to)) ?? []).filter((entry) => sameAddress(to, entry.to)),
  };
};
