import type { Answered, ProviderName } from "../ledger/ledger-entry";

export const assistantFaults = [
  "refusal",
  "incomplete",
  "invalid_json",
  "missing_variable",
  "extra_variable",
  "empty_variable",
  "long_variable",
  "failed",
] as const;

export type AssistantFault = (typeof assistantFaults)[number];

export type Phase = "before" | "after";

/**
 * What goes wrong with a matching request. `before` and `after` are seen from the provider's acceptance.
 * - `status`: an error answer, nothing accepted; the body defaults to the provider's own error shape with `code`
 * - `delayMs` alone: accepted late (even when the client has given up by then); it combines with every other kind
 * - `hang`: no answer until the client gives up; `reset`: the connection is reset
 * - `acceptThenStatus`: accepted, then an error answer; `malformed`: accepted, then 200 with broken JSON
 * - `assistant`: OpenAI answers 200 with this kind of unusable output
 */
export type InjectedFault =
  | {
      readonly kind: "status";
      readonly status: number;
      readonly code: string | null;
      readonly body: unknown;
      readonly headers: Readonly<Record<string, string>>;
      readonly delayMs: number;
    }
  | { readonly kind: "delay"; readonly delayMs: number }
  | { readonly kind: "hang" | "reset"; readonly phase: Phase; readonly delayMs: number }
  | { readonly kind: "acceptThenStatus"; readonly status: number; readonly delayMs: number }
  | { readonly kind: "malformed"; readonly delayMs: number }
  | { readonly kind: "assistant"; readonly output: AssistantFault; readonly delayMs: number };

export type FaultMatch = {
  readonly to?: string;
  readonly from?: string;
  /** Text that the request's raw body contains. */
  readonly contains?: string;
};

export type FaultRule = {
  readonly provider: ProviderName;
  readonly operation: string | null;
  readonly match: FaultMatch;
  /** How often it strikes; `always` until removed. */
  readonly times: number | "always";
  /** Chance per matching request, 0 to 1, from a PRNG seeded with `seed`. */
  readonly probability: number;
  readonly seed: number;
  readonly fault: InjectedFault;
};

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

/** How the fault, if any, withholds the answer of an accepted request. */
export const answeredUnder = (fault: InjectedFault | undefined): Answered => {
  switch (fault?.kind) {
    case "hang":
    case "reset":
      return fault.kind;
    case "acceptThenStatus":
      return `status ${fault.status}`;
    case "malformed":
      return "malformed";
    default:
      return "given";
  }
};

type StatusFault = Extract<InjectedFault, { kind: "status" }>;
type LostFault = Extract<InjectedFault, { kind: "hang" | "reset" }>;

/** The fault, if it ends the request before the provider accepts anything. */
export const endBeforeAcceptance = (fault: InjectedFault | undefined): StatusFault | LostFault | undefined => {
  if (fault?.kind === "status") return fault;
  return (fault?.kind === "hang" || fault?.kind === "reset") && fault.phase === "before" ? fault : undefined;
};

export const brokenJson = '{"sid": "SM';
