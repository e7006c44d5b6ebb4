import { type Faults, makeFaults } from "./faults";
import { type Ledger, makeLedger } from "./ledger";
import type { ProviderOptions } from "./provider-options";
import { systemTimer, type Timer } from "./timer";

export type ProviderSetup = {
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly latencyMs: number;
  readonly now: () => number;
  readonly timer: Timer;
  readonly warn: (text: string) => void;
};

/** The options that all stand-ins share, with their defaults. */
export const providerSetup = (options: ProviderOptions): ProviderSetup => {
  const { warn = console.warn, latencyMs = 0, now = Date.now, timer = systemTimer } = options;
  if (!Number.isFinite(latencyMs) || latencyMs < 0)
    throw new Error("latencyMs must be a number of milliseconds from 0");
  return {
    ledger: options.ledger ?? makeLedger({ warn }),
    faults: options.faults ?? makeFaults(),
    latencyMs,
    now,
    timer,
    warn,
  };
};
