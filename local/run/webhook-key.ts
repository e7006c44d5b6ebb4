import type { SecretValues } from "./real-providers";

/** Lets every project trust the events that the SendGrid stand-in signs. */
export const withWebhookKey = (secrets: SecretValues, publicKey: string): SecretValues =>
  Object.fromEntries(
    Object.entries(secrets).map(([name, fields]) => [
      name,
      name.endsWith("/sendgrid") ? { sendgrid_webhook_public_key: publicKey, ...fields } : fields,
    ]),
  );
