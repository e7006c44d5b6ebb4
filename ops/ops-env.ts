import type { Clock } from "../runtime/ports/clock";
import type { Conversations } from "../runtime/ports/conversations";
import type { Queue } from "../runtime/ports/queue";
import type { Channel } from "../runtime/request/channel";
import type { DeadLetters } from "./dead-letters/dead-letters";
import type { Lookups } from "./lookup/lookups";

/** What the operator's commands work with. */
export type OpsEnv = {
  readonly stack: string;
  readonly conversations: Conversations;
  readonly lookups: Lookups;
  readonly queue: Queue;
  readonly deadLetters: Readonly<Record<Channel, DeadLetters>>;
  readonly clock: Clock;
  /** The operator's name on this machine. */
  readonly operator: string;
};
