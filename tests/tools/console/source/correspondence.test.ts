import * as E from "fp-ts/Either";
import * as O from "fp-ts/Option";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { recordConsent } from "../../../../runtime/consent/record-consent";
import { correspondenceOf } from "../../../../tools/console/source/correspondence";
import { knownConversation } from "../../../../tools/console/source/known-conversation";
import { closedVeil, openVeil } from "../../../../tools/console/source/veil";
import { processorRecord } from "../../../helpers/queue-message";
import { START } from "../../../helpers/time-and-chance";
import { inMemoryOps } from "../../ops/in-memory-ops";

const record = processorRecord({}, "sms");
const known = O.toNullable(knownConversation(record));
const { company_id, conversation_id, primary_channel } = record;

const received = (id: string, over: object = {}) => ({
  primary_channel,
  conversation_id: `in#${id}`,
  kind: "received",
  company_id,
  conversation: conversation_id,
  message_id: id,
  timestamp: START,
  content: "Is it full time?",
  message_kind: "text",
  media: [],
  ...over,
});

test("what came in stands there with its kind and files, of this conversation alone", async () => {
  assert.ok(known);
  const media = [{ content_type: "image/png", url: "https://example.com/1" }];
  const others = [received("3", { conversation: "another" }), received("4", { conversation: undefined })];
  const items = [received("1"), received("2", { content: "", message_kind: "media", media }), ...others];
  const { env } = inMemoryOps([record, ...items]);
  const open = await correspondenceOf(env, known, openVeil);
  const shared = { at: START, from: "recipient", delivery: null };
  assert.equal(open.received, [
    { ...shared, text: "Is it full time?", kind: "text", files: [], message_id: "1" },
    { ...shared, text: "", kind: "media", files: ["image/png"], message_id: "2" },
  ]);
  const closed = await correspondenceOf(env, known, closedVeil);
  assert.is(closed.received[0]?.text, "(16 characters, hidden)");
});

test("an opt-out is told with why and since when; what cannot be read is said, and the rest is shown", async () => {
  assert.ok(known);
  const { env, table } = inMemoryOps([record, received("1")]);
  const who = { company_id: String(company_id), address: String(primary_channel) };
  const event = { at: START, state: "suppressed", setBy: "person", source: "keyword" } as const;
  assert.ok(
    E.isRight(await recordConsent(who, { ...event, channel: "sms", evidence: "SM1", by: null })(env.consent)()),
  );
  const { consent } = await correspondenceOf(env, known, closedVeil);
  assert.ok("state" in consent);
  assert.equal(
    [consent.state, consent.set_by, consent.source, consent.since, consent.address?.includes("*")],
    ["suppressed", "person", "keyword", START, true],
  );
  table.failNext("read", "before");
  const unknown = await correspondenceOf(env, known, openVeil);
  assert.ok("problem" in unknown.consent && unknown.received.length === 1);
});
