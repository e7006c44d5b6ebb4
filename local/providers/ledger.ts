import { makeAddressIndex } from "./address-index";
import { makeBoundedLog } from "./bounded-log";
import type { Attempt, LedgerEntry, NewLedgerEntry, SentMessage } from "./ledger-entry";
import type { ProviderName } from "./provider-name";

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
