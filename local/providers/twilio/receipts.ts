import { randomUUID } from "node:crypto";
import type { TimerSet } from "../timer-set";
import type { Webhooks } from "../webhooks";
import { parseCallback } from "./callback-policy";
import type { MessageRecord } from "./message-record";
import { receiptParams } from "./receipt-params";
import type { FinalStatus, PlannedReceipt } from "./receipt-plan";
import { signReceipt } from "./sign-receipt";

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
