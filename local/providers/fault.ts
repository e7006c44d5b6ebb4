import type { ProviderName } from "./provider-name";

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
export type Fault =
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
  readonly fault: Fault;
};
