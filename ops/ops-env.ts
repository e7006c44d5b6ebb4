import type { Clock } from "../runtime/ports/clock";
import type { Conversations } from "../runtime/ports/conversations";
import type { Queue } from "../runtime/ports/queue";
import type { Secrets } from "../runtime/ports/secrets";
import type { Channel } from "../runtime/request/channel";
import type { DeadLetters } from "./dead-letters/dead-letters";
import type { Erasures } from "./erase/erasures";
import type { Threads } from "./erase/threads";
import type { Lookups } from "./lookup/lookups";

/** What the operator's commands work with. */
export type OpsEnv = {
  readonly stack: string;
  readonly conversations: Conversations;
  readonly lookups: Lookups;
  readonly queue: Queue;
  readonly deadLetters: Readonly<Record<Channel, DeadLetters>>;
  readonly erasures: Erasures;
  readonly threads: Threads;
  readonly secrets: Secrets;
  /** The secret that receipt references and tombstones are keyed with. */
  readonly receiptKeyName: string;
  readonly pause: (seconds: number) => Promise<void>;
  readonly clock: Clock;
  /** The operator's name on this machine. */
  readonly operator: string;
};
