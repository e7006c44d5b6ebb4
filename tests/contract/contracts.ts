import { type Contract, contractOf } from "./contract";
import { lazily } from "./lazily";
import type { Provider } from "./specifications";

/** The contract of every provider, read when it is first needed. */
export const contracts: Readonly<Record<Provider, () => Contract>> = {
  openai: lazily(() => contractOf("openai")),
  twilio: lazily(() => contractOf("twilio")),
  content: lazily(() => contractOf("content")),
  sendgrid: lazily(() => contractOf("sendgrid")),
};
