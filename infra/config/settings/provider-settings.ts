import { text } from "../setting";

const ORIGIN = /^https?:\/\/[A-Za-z0-9.-]+(:\d{1,5})?$/;

const providerOrigin = (provider: string, fallback: string) =>
  text({
    pattern: ORIGIN,
    expected: "an origin: scheme, host and perhaps port, without a path",
    fallback,
    example: fallback,
    about: `Origin of ${provider}'s API; the engine appends paths.`,
  });

/** Where the providers are. */
export const providerSettings = {
  openaiUrl: providerOrigin("OpenAI", "https://api.openai.com"),
  twilioUrl: providerOrigin("Twilio", "https://api.twilio.com"),
  sendgridUrl: providerOrigin("SendGrid", "https://api.sendgrid.com"),
} as const;
