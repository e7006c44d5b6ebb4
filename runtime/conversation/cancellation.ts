import type { eventsTo } from "../company/company";
import { type Cancellation, type Conversation, type ConversationKey, expiry, type NewItem } from "./conversation";
import { expire } from "./sweeper-transitions";
import { type Change, released, untouched } from "./transitions";

const CANCELLED = "cancelled";

/** Ends what nothing has been handed to the carrier of; its worker's next write is refused. */
export const cancel = (conversation: Conversation, cancellation: Cancellation): Change => {
  const { set, ...rest } = expire(conversation, CANCELLED, CANCELLED, new Date(cancellation.at));
  return { ...rest, set: { ...set, cancelled: cancellation } };
};

/** What had failed for another reason keeps it, and nobody brings it back: not who has read it without this either. */
export const noteCancelled = (conversation: Conversation, cancellation: Cancellation): Change => ({
  when: untouched(conversation),
  set: { ...released(new Date(cancellation.at)), cancelled: cancellation },
});

/** A request that is to be cancelled, and what its guard takes where it has none yet. */
export type Cancelling = {
  readonly key: ConversationKey;
  readonly cancellation: Cancellation;
  readonly ttlDays: number | undefined;
  /** Who of the project is told of it. */
  readonly told: ReturnType<typeof eventsTo>;
};

/**
 * The guard of a request that was cancelled before anybody took it up. It stands for itself and equals no request, so that a processor
 * that knows of no cancelling sends nothing either.
 */
export const cancelledGuard = ({ key, cancellation, ttlDays, told }: Cancelling): NewItem => {
  const { at } = cancellation;
  return {
    ...key,
    winner: key,
    fingerprint: CANCELLED,
    created_at: at,
    cancelled_at: at,
    cancelled: cancellation,
    ...told,
    ...expiry(new Date(at), ttlDays),
  };
};
