import { createHash, createHmac, randomUUID } from "node:crypto";
import type { TimerSet } from "../server/timers";
import type { RetryPolicy, WebhookResult, Webhooks } from "../server/webhooks";
import type { MessageRecord, MessageStatus } from "./message";

/** The statuses that a message goes through, with milliseconds from acceptance; there is no receipt for the initial one. */
const plan: readonly (readonly [status: MessageStatus, afterMs: number])[] = [
  ["sent", 150],
  ["delivered", 300],
  ["read", 600],
];

/** The parameters of a status callback for the message's present status. */
const receiptParams = (message: MessageRecord): Readonly<Record<string, string>> => ({
  AccountSid: message.accountSid,
  ApiVersion: "2010-04-01",
  From: message.from,
  MessageSid: message.sid,
  MessageStatus: message.status,
  SmsSid: message.sid,
  SmsStatus: message.status,
  To: message.to,
  ...(message.to.startsWith("whatsapp:")
    ? {
        ChannelInstallSid: `XE${createHash("md5").update(message.from).digest("hex")}`,
        ChannelPrefix: "whatsapp",
        ChannelToAddress: message.to.replace("whatsapp:", ""),
        StructuredMessage: "false",
      }
    : {}),
  ...(message.errorCode === null ? {} : { ErrorCode: String(message.errorCode) }),
});

/** Twilio's request signature: HMAC-SHA1, base64, over the URL and the parameters sorted by name. */
export const signReceipt = (authToken: string, url: string, params: Readonly<Record<string, string>>): string => {
  const text = Object.keys(params)
    .sort()
    .reduce((joined, key) => `${joined}${key}${params[key] ?? ""}`, url);
  return createHmac("sha1", authToken).update(text, "utf8").digest("base64");
};

/**
 * Splits a StatusCallback into the URL that is called and the connection overrides of its fragment:
 * `rc` retries (0 to 5, else 1) and `rp` reasons (`ct` connection, `rt` read, `4xx`, `5xx`, `all`; else `ct`).
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
const parseCallback = (statusCallback: string): { readonly url: string; readonly policy: RetryPolicy } => {
  const [url = "", overrides = ""] = statusCallback.split("#");
  const fragment = new URLSearchParams(overrides);
  const wanted = Number(fragment.get("rc") ?? 1);
  const retries = Number.isInteger(wanted) && wanted >= 0 && wanted <= 5 ? wanted : 1;
  const reasons = (fragment.get("rp") ?? "ct").split(",");
  const reasonOf = (result: WebhookResult): string => {
    if (result.kind === "lost") return result.phase === "connect" ? "ct" : "rt";
    return result.status >= 500 ? "5xx" : "4xx";
  };
  const retryWhen = (result: WebhookResult): boolean => reasons.includes("all") || reasons.includes(reasonOf(result));
  return { url, policy: { retries, retryWhen } };
};

const reachedCarrier = new Set(["sent", "delivered", "read", "undelivered"]);

/** Signed status callbacks, as Twilio posts them. */
export const makeReceipts = (webhooks: Webhooks, timers: TimerSet, now: () => number) => {
  const post = (message: MessageRecord, authToken: string): void => {
    if (message.statusCallback === null) return;
    const { url, policy } = parseCallback(message.statusCallback);
    const params = receiptParams(message);
    const webhook = {
      url,
      headers: {
        "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
        "user-agent": "TwilioProxy/1.1",
        "i-twilio-idempotency-token": randomUUID(),
        "x-twilio-signature": signReceipt(authToken, url, params),
      },
      body: new URLSearchParams(params).toString(),
    };
    webhooks.deliver(`the receipt "${message.status}" of ${message.sid}`, webhook, policy);
  };

  /** Gives the message this status now and posts the receipt. */
  const send = (message: MessageRecord, authToken: string, status: MessageStatus, errorCode?: number): void => {
    const at = now();
    message.status = status;
    message.updatedAt = at;
    message.errorCode = errorCode ?? null;
    if (reachedCarrier.has(status)) message.sentAt ??= at;
    post(message, authToken);
  };

  return {
    send,
    /** Sends the usual receipts in their time. */
    schedule: (message: MessageRecord, authToken: string): void => {
      const isWhatsApp = message.to.startsWith("whatsapp:");
      for (const [status, afterMs] of plan)
        if (status !== "read" || isWhatsApp) timers.after(afterMs, () => send(message, authToken, status));
    },
  };
};
