import { processorSettings } from "../../../tests/helpers/processor-settings";

/** Each function as one would write its entry by hand: the same factory, the settings as text; every provider at one address. */
export const entries = (standInUrl: string): Readonly<Record<string, string>> => {
  const providers = { openaiUrl: standInUrl, twilioUrl: standInUrl, sendgridUrl: standInUrl };
  const processor = { ...processorSettings(), ...providers };
  const entry = (file: string, factory: string, settings: object): string =>
    `import { ${factory} } from "./runtime/${file}";\nexport const handler = ${factory}(${JSON.stringify(settings)});`;
  return {
    router: entry("router/make-router", "makeRouter", { version: "0", corsOrigins: ["*"] }),
    receipts: entry("receipts/make-receipts", "makeReceipts", { receiptKeyName: processor.receiptKeyName }),
    processor: entry("processor/make-processor", "makeProcessor", processor),
  };
};
