import { createHmac, timingSafeEqual } from "node:crypto";
import type { CarrierCredentials } from "../company/channel-setup";
import type { PostedRequest } from "./posted-request";

/** The fields of a form that Twilio posts. */
export type Parameters = Readonly<Record<string, string>>;

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

/**
 * Of the account, and signed with the token, that the credentials hold. An address's fragment, by which Twilio is told to try
 * again, is no part of what it signs ("Connection Overrides").
 */
export const isFromTwilio =
  ({ headers, url }: Pick<PostedRequest, "headers" | "url">, parameters: Parameters) =>
  (credentials: CarrierCredentials): boolean =>
    credentials._tag === "Twilio" &&
    parameters.AccountSid === credentials.twilio_account_sid &&
    isTwilioSignature(headers["x-twilio-signature"] ?? "", credentials.twilio_auth_token, url, parameters);
