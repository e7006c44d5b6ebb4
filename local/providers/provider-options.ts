import type { Faults } from "./faults";
import type { Ledger } from "./ledger";
import type { Timer } from "./timer";

/** What all provider stand-ins can be given; everything has a default. */
export type ProviderOptions = {
  /** Port on 127.0.0.1; default 0, any free one. */
  readonly port?: number;
  readonly ledger?: Ledger;
  readonly faults?: Faults;
  /** Fixed time in milliseconds before each request is worked on; default 0. */
  readonly latencyMs?: number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  readonly timer?: Timer;
  readonly warn?: (text: string) => void;
};
