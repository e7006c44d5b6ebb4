import { createHmac, randomUUID } from "node:crypto";
import type { RetryPolicy, Webhook, WebhookResult } from "../server/webhooks";

type Params = Readonly<Record<string, string>>;

/** Twilio's request signature: HMAC-SHA1, base64, over the URL and the parameters sorted by name. */
export const signTwilio = (authToken: string, url: string, params: Params): string => {
  const text = Object.keys(params)
    .sort()
    .reduce((joined, key) => `${joined}${key}${params[key] ?? ""}`, url);
  return createHmac("sha1", authToken).update(text, "utf8").digest("base64");
};

const numberIn = (text: string | null, most: number): number | undefined => {
  const number = Number(text ?? "none");
  return Number.isInteger(number) && number >= 0 && number <= most ? number : undefined;
};

/** Milliseconds that Twilio waits for an answer, unless `rt` says less. */
const LONGEST_READ_MS = 15_000;

/**
 * Splits an address into the URL that is called and the connection overrides of its fragment: `rc` retries (0 to 5, else 1),
 * `rp` reasons (`ct` connection, `rt` read, `4xx`, `5xx`, `all`; else `ct`), `rt` milliseconds for an answer.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
const withOverrides = (address: string): { readonly url: string; readonly policy: RetryPolicy } => {
  const [url = "", overrides = ""] = address.split("#");
  const fragment = new URLSearchParams(overrides);
  const reasons = (fragment.get("rp") ?? "ct").split(",");
  const reasonOf = (result: WebhookResult): string => {
    if (result.kind === "lost") return result.phase === "connect" ? "ct" : "rt";
    return result.status >= 500 ? "5xx" : "4xx";
  };
  const policy = {
    retries: numberIn(fragment.get("rc"), 5) ?? 1,
    retryWhen: (result: WebhookResult): boolean => reasons.includes("all") || reasons.includes(reasonOf(result)),
    timeoutMs: numberIn(fragment.get("rt"), LONGEST_READ_MS) ?? LONGEST_READ_MS,
  };
  return { url, policy };
};

/** A request of Twilio's to an address of a customer's: signed over the URL without its fragment, repeated as that says. */
export const signedRequest = (
  authToken: string,
  address: string,
  params: Params,
): { readonly webhook: Webhook; readonly policy: RetryPolicy } => {
  const { url, policy } = withOverrides(address);
  const webhook = {
    url,
    headers: {
      "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
      "user-agent": "TwilioProxy/1.1",
      "i-twilio-idempotency-token": randomUUID(),
      "x-twilio-signature": signTwilio(authToken, url, params),
    },
    body: new URLSearchParams(params).toString(),
  };
  return { webhook, policy };
};
