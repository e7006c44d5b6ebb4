/**
 * How far a delivery has come, by the carriers' own words (Twilio: "Outbound Message Status", SendGrid: "Event Webhook").
 * Receipts come in any order; one of a lower or equal rank says nothing new.
 */
const ranks = new Map(
  Object.entries({
    accepted: 1,
    scheduled: 1,
    queued: 1,
    processed: 2,
    sending: 2,
    deferred: 3,
    sent: 3,
    failed: 4,
    undelivered: 4,
    dropped: 4,
    bounce: 4,
    blocked: 4,
    delivered: 5,
    open: 6,
    read: 6,
    click: 7,
  }),
);

/** 0 for a status that tells nothing of the delivery. */
export const deliveryRank = (status: string | null): number => (status === null ? 0 : (ranks.get(status) ?? 0));
