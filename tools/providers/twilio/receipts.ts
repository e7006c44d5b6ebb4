import { createHash } from "node:crypto";
import type { TimerSet } from "../server/timers";
import type { Webhooks } from "../server/webhooks";
import type { MessageRecord, MessageStatus } from "./message";
import { signedRequest } from "./signed-request";

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

const reachedCarrier = new Set(["sent", "delivered", "read", "undelivered"]);

/** Signed status callbacks, as Twilio posts them. */
export const makeReceipts = (webhooks: Webhooks, timers: TimerSet, now: () => number) => {
  const post = (message: MessageRecord, authToken: string): void => {
    if (message.statusCallback === null) return;
    const { webhook, policy } = signedRequest(authToken, message.statusCallback, receiptParams(message));
    void webhooks.deliver(`the receipt "${message.status}" of ${message.sid}`, webhook, policy);
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
