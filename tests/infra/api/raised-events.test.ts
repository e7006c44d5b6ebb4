import * as O from "fp-ts/Option";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import published from "../../../docs/openapi.json";
import type { JsonObject } from "../../../runtime/codec/json";
import { newConsent } from "../../../runtime/conversation/consent";
import { receivedItem, unmatched } from "../../../runtime/conversation/received-item";
import { claimedRecord, processorRecord } from "../../helpers/queue-message";
import { receivedMessage } from "../../helpers/received-message";
import { START } from "../../helpers/time-and-chance";
import { happenedBy } from "../../runtime/events/told-fixture";

const test = suite("every event that is described is told");

const now = new Date(START);
const record = { ...claimedRecord(), events_to: "webhook" };
const sent = { ...record, send_state: "sent", conversation_status: "initial_message_sent" };
const failed = { ...record, send_state: "failed", conversation_status: "failed_unknown", failure_reason: "x" };
const message = receivedMessage({ events_to: "webhook", project_id: "pi-aaa-001" });
const ofConversation = { ...unmatched, conversation: O.some({ ...processorRecord(), events_to: "webhook" }) };

const consentItem = (state: "suppressed" | "clear"): JsonObject => {
  const key = { primary_channel: "consent#ci-aaa-001#hash", conversation_id: "consent" };
  const who = { company_id: "ci-aaa-001", address: "+447400123456" };
  const word = { state, setBy: "person", source: "keyword", channel: "sms", evidence: "SM1", by: null } as const;
  return newConsent(key, who, { ...word, at: START }, now);
};
const optedOut = consentItem("suppressed");

/** An item as it was and as it is. */
const writes: readonly (readonly [old: JsonObject | undefined, now: JsonObject])[] = [
  [undefined, record],
  [record, { ...failed, conversation_status: "cancelled" }],
  [record, { ...failed, conversation_status: "suppressed" }],
  [record, failed],
  [record, sent],
  [sent, { ...sent, delivery_status: "delivered" }],
  [sent, { ...sent, delivery_status: "read" }],
  [sent, { ...sent, conversation_status: "delivery_unknown" }],
  [undefined, receivedItem(message, ofConversation, now)],
  [undefined, receivedItem(message, unmatched, now)],
  [undefined, optedOut],
  [optedOut, consentItem("clear")],
];

test("and none else; each by its schema", () => {
  const told = writes.flatMap(([old, image]) => happenedBy({ old, now: image } as never)).map(({ type }) => type);

  assert.equal([...told].sort(), Object.keys(published.webhooks).sort());
});
