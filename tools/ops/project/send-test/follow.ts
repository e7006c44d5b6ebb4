import { setTimeout } from "node:timers/promises";
import * as E from "fp-ts/Either";
import { isJsonObject, type JsonObject } from "../../../../runtime/codec/json";
import { deliveryRank } from "../../../../runtime/receipts/record-receipt";
import type { OpsEnv } from "../../connect/ops-env";
import { diagnosisOf } from "../../conversations/diagnosis";
import { findConversation } from "../../conversations/find-conversation";

export type Followed = {
  readonly seen: readonly Seen[];
  /** How it ended: delivered, in words why it will not be, or still under way when the time was up. */
  readonly end: "delivered" | { readonly failed: string } | "time is up";
  /** What was sent, as the carrier tells it, or the variables of its template. */
  readonly message: string | null;
};

const PAUSE_MS = 200;

const DELIVERED = deliveryRank("delivered");
const FAILED = deliveryRank("failed");

/** A state in which the conversation was seen. */
const stateOf = ({ send_state, conversation_status, delivery_status = null }: JsonObject, now: Date) => ({
  at: now.toISOString(),
  send_state,
  conversation_status,
  delivery_status,
});
export type Seen = Readonly<ReturnType<typeof stateOf>>;

const isSame = (one: Seen | undefined, other: Seen): boolean =>
  JSON.stringify({ ...one, at: "" }) === JSON.stringify({ ...other, at: "" });

const messageOf = ({ messages }: JsonObject): string | null => {
  const [first]: readonly unknown[] = Array.isArray(messages) ? messages : [];
  return isJsonObject(first) && typeof first.content === "string" ? first.content : null;
};

const endOf = (record: JsonObject, now: Date): Followed["end"] | undefined => {
  const rank = deliveryRank(typeof record.delivery_status === "string" ? record.delivery_status : null);
  if (rank >= DELIVERED) return "delivered";
  if (rank === FAILED) return { failed: `the carrier says ${record.delivery_status}` };
  const { needs, why } = diagnosisOf(record, now);
  return needs === "time" || record.send_state === "sent" ? undefined : { failed: why };
};

/** Looks at a conversation until it is over, telling of each state as it comes. */
export const follow = async (
  env: Pick<OpsEnv, "stack" | "lookups">,
  conversationId: string,
  mostSeconds: number,
  tell: (seen: Seen) => void,
): Promise<Followed> => {
  const seen: Seen[] = [];
  for (const until = performance.now() + mostSeconds * 1_000; performance.now() < until; await setTimeout(PAUSE_MS)) {
    const found = await findConversation(env, conversationId);
    if (E.isLeft(found)) continue;
    const now = new Date();
    const state = stateOf(found.right.record, now);
    if (!isSame(seen.at(-1), state)) {
      seen.push(state);
      tell(state);
    }
    const end = endOf(found.right.record, now);
    if (end !== undefined) return { seen, end, message: messageOf(found.right.record) };
  }
  return { seen, end: "time is up", message: null };
};
