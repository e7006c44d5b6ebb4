import { createHmac } from "node:crypto";

/** Twilio's request signature: HMAC-SHA1, base64, over the URL and the parameters sorted by name. */
export const signReceipt = (authToken: string, url: string, params: Readonly<Record<string, string>>): string => {
  const text = Object.keys(params)
    .sort()
    .reduce((joined, key) => `${joined}${key}${params[key] ?? ""}`, url);
  return createHmac("sha1", authToken).update(text, "utf8").digest("base64");
};
