export const providerNames = ["openai", "twilio", "sendgrid"] as const;

export type ProviderName = (typeof providerNames)[number];
