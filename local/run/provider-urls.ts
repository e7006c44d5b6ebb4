import type { Providers } from "../providers/start-providers";
import type { Options } from "./options";

export type ProviderUrls = { readonly openai: string; readonly twilio: string; readonly sendgrid: string };

const real: ProviderUrls = {
  openai: "https://api.openai.com",
  twilio: "https://api.twilio.com",
  sendgrid: "https://api.sendgrid.com",
};

/** Where each provider is in this run: an address from the command line, the provider itself, or its stand-in. */
export const providerUrls = (options: Options, standIns: Providers): ProviderUrls => {
  const others = options.realProviders
    ? real
    : { openai: standIns.openai.url, twilio: standIns.twilio.url, sendgrid: standIns.sendgrid.url };
  return {
    openai: options.openaiUrl ?? others.openai,
    twilio: options.twilioUrl ?? others.twilio,
    sendgrid: options.sendgridUrl ?? others.sendgrid,
  };
};
