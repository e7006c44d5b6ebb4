import { Client } from "@sendgrid/client";
import { MailService } from "@sendgrid/mail";

export const apiKey = "SG.test-key";

/** The real SDK, pointed at the stand-in; the key comes first, since setting it resets the address. */
export const mailClient = (origin: string, key = apiKey): MailService => {
  const client = new Client();
  client.setApiKey(key);
  client.setDefaultRequest("baseUrl", `${origin}/`);
  const service = new MailService();
  service.setClient(client);
  service.setTimeout(1000);
  return service;
};
