import type { AssistantFault, FaultMatch, Phase } from "./fault";
import type { ProviderName } from "./provider-name";

/** A fault as tests and outside tools write it: one kind, optionally with `delayMs`. */
export type FaultBody = {
  readonly status?: number;
  readonly code?: string | number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly delayMs?: number;
  readonly hang?: Phase;
  readonly reset?: Phase;
  readonly acceptThenStatus?: number;
  readonly malformed?: true;
  readonly assistant?: AssistantFault;
};

/** A programmed fault; `times` defaults to 1, or to `always` when a `probability` is given. */
export type FaultSpec = {
  readonly provider: ProviderName;
  readonly operation?: string;
  readonly match?: FaultMatch;
  readonly times?: number | "always";
  readonly probability?: number;
  readonly seed?: number;
  readonly fault: FaultBody;
};
