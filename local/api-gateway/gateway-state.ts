import type { Api } from "./api";
import type { Invoke } from "./invoke";
import type { Stages } from "./stages";
import type { UsagePlans } from "./usage-plans";

/** What one running gateway knows; `now` is in epoch milliseconds. */
export type GatewayState = {
  readonly apis: Map<string, Api>;
  readonly stages: Stages;
  readonly plans: UsagePlans;
  readonly invoke: Invoke;
  readonly now: () => number;
  readonly accountId: string;
  /** Host and port. */
  readonly domainName: string;
  readonly onError: (error: Error) => void;
};
