import { makeBoundedLog } from "./bounded-log";
import type { Attempt, LedgerEntry, NewLedgerEntry, ProviderName, SentMessage } from "./ledger-entry";

const bare = (address: string): string => address.replace(/^whatsapp:/, "").toLowerCase();

/** The form under which addresses are indexed: lower case, without the `whatsapp:` prefix. */
export const addressKey = bare;

/** Whether `wanted` names `address`; a number without `whatsapp:` names it on both channels. */
export const sameAddress = (wanted: string, address: string): boolean =>
  wanted.startsWith("whatsapp:") ? wanted === address : bare(wanted) === bare(address);

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

export type Ledger = {
  readonly record: (entry: NewLedgerEntry) => LedgerEntry;
  readonly recordAttempt: (attempt: Attempt) => void;
  readonly entries: () => readonly LedgerEntry[];
  readonly byProvider: (provider: ProviderName) => readonly LedgerEntry[];
  /** Messages that a carrier accepted, in order; a number without `whatsapp:` matches both channels. */
  readonly sends: (to?: string) => readonly SentMessage[];
  readonly attempts: (provider?: ProviderName) => readonly Attempt[];
  readonly count: (provider?: ProviderName) => number;
  /** How many of the oldest entries were dropped to stay within `maxEntries`; verdicts need 0. */
  readonly dropped: () => number;
  readonly onEntry: (listener: (entry: LedgerEntry) => void) => () => void;
  readonly clear: (provider?: ProviderName) => void;
};

export type LedgerOptions = {
  /** Entries and attempts kept, each; default 1,000,000 (about 1 kB per entry). */
  readonly maxEntries?: number;
  readonly warn?: (text: string) => void;
};

export const isSend = (entry: LedgerEntry): entry is SentMessage => entry.provider !== "openai";

/** The record of everything that the provider stand-ins accepted: the verdict source for "never sent twice". */
export const makeLedger = (options: LedgerOptions = {}): Ledger => {
  const { maxEntries = 1_000_000, warn = console.warn } = options;
  const listeners = new Set<(entry: LedgerEntry) => void>();
  const byAddress = makeAddressIndex();
  const attempts = makeBoundedLog<Attempt>(maxEntries, () => undefined);
  const log = makeBoundedLog<LedgerEntry>(maxEntries, (entry, dropped) => {
    byAddress.remove(entry);
    if (dropped === 1) warn(`the ledger holds ${maxEntries} entries: the oldest ones are dropped from here on`);
  });
  let seq = 0;

  const notify = (entry: LedgerEntry): void => {
    for (const listener of listeners) {
      try {
        listener(entry);
      } catch (error) {
        warn(`a listener of the ledger failed: ${String(error)}`);
      }
    }
  };

  return {
    record: (fresh) => {
      seq += 1;
      const entry: LedgerEntry = { seq, ...fresh };
      log.append(entry);
      byAddress.add(entry);
      notify(entry);
      return entry;
    },
    recordAttempt: attempts.append,
    entries: () => log.list(),
    byProvider: (provider) => log.list().filter((entry) => entry.provider === provider),
    sends: (to) => (to === undefined ? log.list().filter(isSend) : byAddress.find(to)),
    attempts: (provider) => attempts.list().filter((one) => provider === undefined || one.provider === provider),
    count: (provider) => (provider === undefined ? log.size() : log.count((entry) => entry.provider === provider)),
    dropped: () => log.dropped(),
    onEntry: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear: (provider) => {
      for (const entry of log.removeWhere((one) => provider === undefined || one.provider === provider)) {
        byAddress.remove(entry);
      }
      attempts.removeWhere((one) => provider === undefined || one.provider === provider);
    },
  };
};
