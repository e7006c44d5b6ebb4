import type { CarrierError, Outbound } from "../../../runtime/ports/carrier";

/** A message to the example's recipient, as the processor hands it to a carrier. */
export const outbound = (overrides: Partial<Outbound> = {}): Outbound => ({
  from: "+447400654321",
  to: "+447400123456",
  variables: { "1": "Ada", "2": "Healthcare Assistant", "3": "Do you drive?" },
  subject: undefined,
  fromName: undefined,
  unsubscribeUrl: undefined,
  unsubscribeAddress: undefined,
  replyTo: undefined,
  conversationId: "ci-aaa-001#pi-aaa-001#request-1#447400654321",
  attemptId: "attempt-1",
  receipts: { url: "https://api.example.com/dev/receipts", reference: "sealed" },
  timeoutMs: 2_000,
  ...overrides,
});

export const notSent = (reason: string, retryAfterSeconds?: number): CarrierError => ({
  _tag: "NotSent",
  reason,
  retryAfterSeconds,
});
export const outcomeUnknown = (reason: string): CarrierError => ({ _tag: "OutcomeUnknown", reason });
export const unauthorised = (code: string): CarrierError => ({
  _tag: "CarrierUnauthorised",
  reason: `credentials refused (${code})`,
});
export const refusedWith = (code: string): CarrierError => ({ _tag: "CarrierRefused", code });
export const setupRefused = (reason: string): CarrierError => ({ _tag: "SetupRefused", reason });
