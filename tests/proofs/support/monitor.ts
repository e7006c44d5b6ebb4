import { isDeepStrictEqual } from "node:util";
import * as E from "fp-ts/Either";
import * as O from "fp-ts/Option";
import type { JsonObject } from "../../../runtime/codec/json";
import type { CarrierCredentials } from "../../../runtime/company/channel-setup";
import type { Conversation, ConversationKey, Draft } from "../../../runtime/conversation/conversation";
import { requestGuard } from "../../../runtime/conversation/request-guard";
import type { AssistantCall } from "../../../runtime/ports/assistant";
import type { Outbound } from "../../../runtime/ports/carrier";
import type { Consents } from "../../../runtime/ports/consents";
import type { Conversations } from "../../../runtime/ports/conversations";
import type { Delivery } from "../../../runtime/processor/stages";
import { deliveryRank } from "../../../runtime/receipts/record-receipt";
import type { InMemoryConversations } from "../../helpers/in-memory-conversations";
import { referenceOf, variablesOf } from "./carrier-model";
import { hasOptedOut } from "./consent-words";
import type { Watch } from "./worker-process";

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

const namesIn = (object: object): readonly string[] => Object.keys(object).sort();

/** Watches what must hold at every moment, not just in the end. */
export const monitor = (store: InMemoryConversations) => {
  /** What must never be, and was. */
  const violations: string[] = [];
  const busy = new Map<string, number>();
  let asks = 0;
  /** By address: whether it had opted out when the intent to write to it was recorded, or when that was read after it. */
  const optedOut = new Map<string, boolean>();

  const compare = (before: JsonObject | undefined, after: JsonObject | undefined): void => {
    if (before === undefined || after === undefined) return;
    const id = String(after.conversation_id);
    if (deliveryRank(text(after.delivery_status)) < deliveryRank(text(before.delivery_status)))
      violations.push(`${id}: delivery went back from ${before.delivery_status} to ${after.delivery_status}`);
    const isFinal = after.send_state === "sent" || after.send_state === "failed";
    if (!isFinal && (after.check_bucket === undefined || after.next_check_at === undefined))
      violations.push(`${id}: ${after.send_state} and out of sight`);
    if (after.send_state === "failed" && after.next_check_at !== undefined)
      violations.push(`${id}: failed and watched`);
    const isTaken = after.lease_owner !== before.lease_owner && !String(after.lease_owner).startsWith("nobody ");
    if (isTaken && !["accepted", "drafted"].includes(String(before.send_state)))
      violations.push(`${id}: claimed, and it is ${before.send_state}`);
    if (isTaken && after.given_up_at !== undefined) violations.push(`${id}: claimed, and given up`);
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
      const { metadata, schema } = args[0] as AssistantCall;
      const id = metadata.conversation_id ?? "";
      const draft = recordOf(id)?.draft as Draft | undefined;
      if (draft !== undefined && isDeepStrictEqual(namesIn(draft.variables), namesIn(schema.properties)))
        violations.push(`${id}: the assistant is asked for what is written`);
      return enter("asking for", id);
    }
    if (name === "carrier.send") {
      const [credentials, outbound] = args as readonly [CarrierCredentials, Outbound];
      const id = referenceOf(outbound).conversation_id;
      if (!isDeepStrictEqual(namesIn(outbound.variables), variablesOf(credentials)))
        violations.push(`${id}: other variables are sent than the template has`);
      const { send_state, attempt_id, sending_at, attempts } = recordOf(id) ?? {};
      const last = (attempts as Conversation["attempts"])?.at(-1);
      const isNoted = attempt_id === outbound.attemptId && last?.attempt_id === attempt_id;
      if (optedOut.get(outbound.to) === true) violations.push(`${id}: sent to whom had opted out`);
      if (send_state !== "sending" || !isNoted || last?.sending_at !== sending_at)
        violations.push(`${id}: sent without a word on the record`);
      return enter("sending", id);
    }
    return () => undefined;
  };

  const note = (address: string): void => void optedOut.set(address, hasOptedOut(store, address));

  const watchedChange: Conversations["change"] = (key: ConversationKey, change) => async () => {
    const before = store.find(key);
    const result = await store.conversations.change(key, change)();
    if (E.isRight(result)) compare(before, store.find(key));
    if (E.isRight(result) && change.set.send_state === "sending") note(key.primary_channel);
    return result;
  };

  /** A message is done with when its conversation is final, or uncertain and the sweeper's; one that lost its id is not about the winner. */
  const removed = ({ message }: Pick<Delivery, "message">): void => {
    if (E.isLeft(message)) return;
    const { winner, fingerprint, ...key } = requestGuard(message.right);
    if (store.find(key)?.fingerprint !== fingerprint) return;
    const state = String(store.find(winner)?.send_state);
    if (["accepted", "drafted", "sending"].includes(state))
      violations.push(`${winner.conversation_id}: its message is deleted, and it is ${state}`);
  };

  /** The store, with an eye on every change. */
  const conversations: Conversations = { ...store.conversations, change: watchedChange };
  /** The consent items, with an eye on every look. */
  const consents: Consents = {
    ...store.consents,
    read: (key) => async () => {
      const result = await store.consents.read(key)();
      if (E.isRight(result) && O.isSome(result.right)) note(String(result.right.value.address));
      return result;
    },
  };
  return { violations, watch, consents, removed, conversations, asks: () => asks };
};
