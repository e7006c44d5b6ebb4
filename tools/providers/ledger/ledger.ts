import { makeBoundedLog } from "./bounded-log";
import type { Attempt, LedgerEntry, NewLedgerEntry, ProviderName, SentMessage } from "./ledger-entry";

/** An address without its channel: lower case, without the `whatsapp:` prefix. */
const bare = (address: string): string => address.replace(/^whatsapp:/, "").toLowerCase();

/** Whether `wanted` names `address`; a number without `whatsapp:` names it on both channels. */
export const sameAddress = (wanted: string, address: string): boolean =>
  wanted.startsWith("whatsapp:") ? wanted === address : bare(wanted) === bare(address);

export type Ledger = {
  readonly record: (entry: NewLedgerEntry) => LedgerEntry;
  readonly recordAttempt: (attempt: Attempt) => void;
  readonly entries: () => readonly LedgerEntry[];
  readonly byProvider: (provider: ProviderName) => readonly LedgerEntry[];
  /** Messages that a carrier accepted, in order; a number without `whatsapp:` matches both channels. */
  readonly sends: (to?: string) => readonly SentMessage[];
  readonly attempts: (provider?: ProviderName) => readonly Attempt[];
  readonly count: () => number;
  /** How many of the oldest entries were dropped to stay within `maxEntries`; verdicts need 0. */
  readonly dropped: () => number;
  readonly onEntry: (listener: (entry: LedgerEntry) => void) => () => void;
};

type LedgerOptions = {
  /** Entries and attempts kept, each; default 1,000,000 (about 1 kB per entry). */
  readonly maxEntries?: number;
  readonly warn?: (text: string) => void;
};

const isSend = (entry: LedgerEntry): entry is SentMessage =>
  entry.provider === "twilio" || entry.provider === "sendgrid";

/** The record of everything that the provider stand-ins accepted: the verdict source for "never sent twice". */
export const makeLedger = (options: LedgerOptions = {}): Ledger => {
  const { maxEntries = 1_000_000, warn = console.warn } = options;
  const listeners = new Set<(entry: LedgerEntry) => void>();
  // So that a verdict over tens of thousands of recipients stays linear.
  const byAddress = new Map<string, SentMessage[]>();
  const sentTo = (address: string): readonly SentMessage[] => byAddress.get(bare(address)) ?? [];
  const remember = (entry: SentMessage): void => {
    const held = byAddress.get(bare(entry.to));
    if (held === undefined) byAddress.set(bare(entry.to), [entry]);
    else held.push(entry);
  };
  const forget = (entry: LedgerEntry): void => {
    if (!isSend(entry)) return;
    const left = sentTo(entry.to).filter(({ seq }) => seq !== entry.seq);
    if (left.length === 0) byAddress.delete(bare(entry.to));
    else byAddress.set(bare(entry.to), left);
  };
  const attempts = makeBoundedLog<Attempt>(maxEntries, () => undefined);
  const log = makeBoundedLog<LedgerEntry>(maxEntries, (entry, dropped) => {
    forget(entry);
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

  const byProvider = (provider: ProviderName): readonly LedgerEntry[] =>
    log.list().filter((entry) => entry.provider === provider);

  return {
    record: (fresh) => {
      seq += 1;
      const entry: LedgerEntry = { seq, ...fresh };
      log.append(entry);
      if (isSend(entry)) remember(entry);
      notify(entry);
      return entry;
    },
    recordAttempt: attempts.append,
    entries: () => log.list(),
    byProvider,
    sends: (to) =>
      to === undefined ? log.list().filter(isSend) : sentTo(to).filter((entry) => sameAddress(to, entry.to)),
    attempts: (provider) => attempts.list().filter((one) => provider === undefined || one.provider === provider),
    count: log.size,
    dropped: () => log.dropped(),
    onEntry: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
