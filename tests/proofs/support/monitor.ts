import { isDeepStrictEqual } from "node:util";
import * as E from "fp-ts/Either";
import type { JsonObject } from "../../../runtime/codec/json";
import type { CarrierCredentials } from "../../../runtime/company/channel-setup";
import type { ConversationKey } from "../../../runtime/conversation/conversation";
import type { Outbound } from "../../../runtime/ports/carrier";
import type { Conversations } from "../../../runtime/ports/conversations";
import { deliveryRank } from "../../../runtime/receipts/record-receipt";
import type { InMemoryConversations } from "../../helpers/in-memory-conversations";
import { referenceOf, variablesOf } from "./carrier-model";
import type { Watch } from "./worker-process";

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** Watches what must hold at every moment, not just in the end. */
export const monitor = (store: InMemoryConversations) => {
  /** What must never be, and was. */
  const violations: string[] = [];
  const busy = new Map<string, number>();
  let asks = 0;

  const compare = (before: JsonObject | undefined, after: JsonObject | undefined): void => {
    if (before === undefined || after === undefined) return;
    const id = String(after.conversation_id);
    if (deliveryRank(text(after.delivery_status)) < deliveryRank(text(before.delivery_status)))
      violations.push(`${id}: delivery went back from ${before.delivery_status} to ${after.delivery_status}`);
    if (before.send_state === "sent" && after.send_state !== "sent") violations.push(`${id}: no longer sent`);
  };

  const enter = (what: string, conversationId: string): (() => void) => {
    const place = `${what} ${conversationId}`;
    const inside = (busy.get(place) ?? 0) + 1;
    busy.set(place, inside);
    if (inside > 1) violations.push(`${place}: two workers at once`);
    let over = false;
    return () => {
      if (over) return;
      over = true;
      busy.set(place, (busy.get(place) ?? 1) - 1);
    };
  };

  const recordOf = (conversationId: string): JsonObject | undefined =>
    store
      .records()
      .find(
        ({ conversation_id, send_state, request_id_taken }) =>
          conversation_id === conversationId && send_state !== undefined && request_id_taken !== true,
      );

  const watch: Watch = ({ name }, args) => {
    if (name === "assistant.ask") {
      asks += 1;
      const id = (args[0] as { metadata: { conversation_id: string } }).metadata.conversation_id;
      if (recordOf(id)?.draft !== undefined) violations.push(`${id}: the assistant is asked for what is written`);
      return enter("asking for", id);
    }
    if (name === "carrier.send") {
      const [credentials, outbound] = args as readonly [CarrierCredentials, Outbound];
      const id = referenceOf(outbound).conversation_id;
      if (!isDeepStrictEqual(Object.keys(outbound.variables).sort(), variablesOf(credentials)))
        violations.push(`${id}: other variables are sent than the template has`);
      if (recordOf(id)?.send_state !== "sending") violations.push(`${id}: sent without a word on the record`);
      return enter("sending", id);
    }
    return () => undefined;
  };

  const watchedChange: Conversations["change"] = (key: ConversationKey, change) => async () => {
    const before = store.find(key);
    const result = await store.conversations.change(key, change)();
    if (E.isRight(result)) compare(before, store.find(key));
    return result;
  };

  /** The store, with an eye on every change. */
  const conversations: Conversations = { ...store.conversations, change: watchedChange };
  return { violations, watch, conversations, asks: () => asks };
};
