import { createHmac, timingSafeEqual } from "node:crypto";

type Parameters = Readonly<Record<string, string>>;

/** Twilio's signature of a webhook: HMAC-SHA1 with the account's token over the exact URL and the sorted parameters ("Webhooks security"). */
export const twilioSignature = (authToken: string, url: string, parameters: Parameters): string =>
  createHmac("sha1", authToken)
    .update(
      Object.keys(parameters)
        .sort()
        .reduce((text, name) => `${text}${name}${parameters[name] ?? ""}`, url),
    )
    .digest("base64");

/** Whether `given` is the signature, in the same time wherever it differs. */
export const isTwilioSignature = (given: string, authToken: string, url: string, parameters: Parameters): boolean => {
  const expected = Buffer.from(twilioSignature(authToken, url, parameters));
  const actual = Buffer.from(given);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
};
