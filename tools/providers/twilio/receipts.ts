import { createHmac, randomUUID } from "node:crypto";
import type { TimerSet } from "../server/timers";
import { type RetryPolicy, succeeded, type Webhooks } from "../server/webhooks";
import { derivedSid, type MessageRecord, type MessageStatus } from "./message";

export type FinalStatus = { readonly status: MessageStatus; readonly errorCode?: number };

export type PlannedReceipt = FinalStatus & { readonly afterMs: number };

export type ReceiptDelays = {
  /** Milliseconds from acceptance to `sent`, from there to the final status, and from `delivered` to `read`. */
  readonly sentMs: number;
  readonly finalMs: number;
  readonly readMs: number;
};

export const defaultReceiptDelays: ReceiptDelays = { sentMs: 150, finalMs: 150, readMs: 300 };

/** The statuses that a message goes through after acceptance; there is no receipt for the initial one. */
export const planReceipts = (
  message: MessageRecord,
  final: FinalStatus | undefined,
  { sentMs, finalMs, readMs }: ReceiptDelays,
): readonly PlannedReceipt[] => {
  const last = final ?? { status: message.to.startsWith("whatsapp:") ? "read" : "delivered" };
  const sent = { status: "sent", afterMs: sentMs } as const;
  const finalAt = sentMs + finalMs;
  switch (last.status) {
    case "queued":
    case "accepted":
    case "sending":
      return [];
    case "failed":
      return [{ ...last, afterMs: sentMs }];
    case "sent":
      return [sent];
    case "delivered":
    case "undelivered":
      return [sent, { ...last, afterMs: finalAt }];
    case "read":
      return [sent, { status: "delivered", afterMs: finalAt }, { ...last, afterMs: finalAt + readMs }];
  }
};

/** The parameters of a status callback for the message's present status. */
export const receiptParams = (message: MessageRecord): Readonly<Record<string, string>> => ({
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
        ChannelInstallSid: derivedSid("XE", message.from),
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

export type Callback = { readonly url: string; readonly policy: RetryPolicy };

const retryReasons = ["4xx", "5xx", "ct", "rt"] as const;

/**
 * Splits a StatusCallback into the URL that is called and the connection overrides of its fragment:
 * `rc` retries (0 to 5, else 1) and `rp` reasons (`ct` connection, `rt` read, `4xx`, `5xx`, `all`; else `ct`).
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export const parseCallback = (statusCallback: string): Callback => {
  const hash = statusCallback.indexOf("#");
  const fragment = new URLSearchParams(hash === -1 ? "" : statusCallback.slice(hash + 1));
  const wanted = Number(fragment.get("rc") ?? 1);
  const retries = Number.isInteger(wanted) && wanted >= 0 && wanted <= 5 ? wanted : 1;
  const named = (fragment.get("rp") ?? "ct").split(",");
  const reasons: readonly string[] = named.includes("all") ? retryReasons : named;
  return {
    url: hash === -1 ? statusCallback : statusCallback.slice(0, hash),
    policy: {
      retries,
      retryWhen: (result) => {
        if (succeeded(result)) return false;
        if (result.kind === "lost") return reasons.includes(result.phase === "connect" ? "ct" : "rt");
        return reasons.includes(result.status >= 500 ? "5xx" : "4xx");
      },
    },
  };
};

export type Receipts = {
  readonly schedule: (message: MessageRecord, authToken: string, plan: readonly PlannedReceipt[]) => void;
  /** Gives the message this status now and posts the receipt. */
  readonly send: (message: MessageRecord, authToken: string, status: FinalStatus) => void;
};

export type ReceiptPorts = {
  readonly webhooks: Webhooks;
  readonly timers: TimerSet;
  readonly now: () => number;
};

const reachedCarrier = new Set(["sent", "delivered", "read", "undelivered"]);

/** Signed status callbacks, as Twilio posts them. */
export const makeReceipts = ({ webhooks, timers, now }: ReceiptPorts): Receipts => {
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

  const send = (message: MessageRecord, authToken: string, { status, errorCode }: FinalStatus): void => {
    const at = now();
    message.status = status;
    message.updatedAt = at;
    message.errorCode = errorCode ?? null;
    if (reachedCarrier.has(status)) message.sentAt ??= at;
    post(message, authToken);
  };

  return {
    send,
    schedule: (message, authToken, plan) => {
      for (const { afterMs, ...status } of plan) timers.after(afterMs, () => send(message, authToken, status));
    },
  };
};
