import type { ProcessorSettings } from "../../runtime/processor/processor-settings";

/** The defaults of the stack config, for WhatsApp unless another channel is given. */
export const processorSettings = (overrides: Partial<ProcessorSettings> = {}): ProcessorSettings => ({
  version: "2.3.4",
  channel: "whatsapp",
  leaseSeconds: 160,
  heartbeatSeconds: 53,
  maxReceiveCount: 5,
  retryFirstSeconds: 5,
  retrySpanSeconds: 1_800,
  reconcileAfterSeconds: 270,
  assistantTimeoutSeconds: 45,
  carrierTimeoutSeconds: 15,
  receiptKeyName: "ai-multi-comms/receipt-key-dev",
  conversationTtlDays: undefined,
  modelPrices: {},
  openaiUrl: "http://127.0.0.1:9",
  twilioUrl: "http://127.0.0.1:9",
  sendgridUrl: "http://127.0.0.1:9",
  ...overrides,
});
