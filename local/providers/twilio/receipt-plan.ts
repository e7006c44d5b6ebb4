import type { MessageRecord, MessageStatus } from "./message-record";

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
