import type { ProcessorSettings } from "../../../runtime/processor/stages";

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
  assistantOutputTokens: 4_096,
  carrierTimeoutSeconds: 15,
  receiptKeyName: "ai-multi-comms/receipt-key-dev",
  consentKeyName: "ai-multi-comms/consent-key-dev",
  conversationTtlDays: undefined,
  modelPrices: {},
  ...providersAt("http://127.0.0.1:9"),
  ...overrides,
});

/** Config values by which the functions call the providers at one address. */
export const providersAt = (url: string) => ({ openaiUrl: url, twilioUrl: url, sendgridUrl: url });

/** Each function as one would write its entry by hand: the same factory, the settings as text; every provider at one address. */
export const entries = (standInUrl: string): Readonly<Record<string, string>> => {
  const processor = processorSettings(providersAt(standInUrl));
  const entry = (file: string, factory: string, settings: object): string =>
    `import { ${factory} } from "./runtime/handlers/${file}";\nexport const handler = ${factory}(${JSON.stringify(settings)});`;
  return {
    router: entry("router", "makeRouter", { version: "0", corsOrigins: ["*"] }),
    receipts: entry("receipts", "makeReceipts", {
      receiptKeyName: processor.receiptKeyName,
      consentKeyName: processor.consentKeyName,
    }),
    processor: entry("processor", "makeProcessor", processor),
  };
};

/** What the functions read of their environment, with every service at one address. */
export const environment = (standInUrl: string): Readonly<Record<string, string>> => ({
  AWS_REGION: "eu-north-1",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_ENDPOINT_URL: standInUrl,
  COMPANY_TABLE: "companies",
  CONVERSATIONS_TABLE: "conversations",
  QUEUE_URL: `${standInUrl}/000000000000/queue`,
  WHATSAPP_QUEUE_URL: `${standInUrl}/000000000000/queue`,
  RECEIPTS_URL: `${standInUrl}/receipts`,
  UNSUBSCRIBE_URL: `${standInUrl}/unsubscribe`,
  METRIC_NAMESPACE: "bench",
});
