import * as E from "fp-ts/Either";
import * as O from "fp-ts/Option";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { recordConsent } from "../../../runtime/consent/record-consent";
import {
  anonymousConsent,
  type ConsentEvent,
  consentKeyOf,
  decodeConsent,
} from "../../../runtime/conversation/consent";
import { eventTypes } from "../../../runtime/conversation/event-types";
import { receivedItem, unmatched } from "../../../runtime/conversation/received-item";
import { guardKeyOf } from "../../../runtime/conversation/request-guard";
import { eventsOf } from "../../../runtime/events/events-of";
import { CONSENT_KEY } from "../../helpers/fake-providers";
import { inMemoryConversations } from "../../helpers/in-memory-conversations";
import { claimedRecord, processorRecord } from "../../helpers/queue-message";
import { receivedMessage } from "../../helpers/received-message";
import { repliesEnv } from "../../helpers/replies-env";
import { START } from "../../helpers/time-and-chance";
import { at, happenedBy } from "./told-fixture";

const test = suite("other-events");

const media = [
  { content_type: "image/png", url: "https://api.twilio.example/1", key: "a/b", name: "cv.png", bytes: 9 },
];

test("what a person wrote is told to the project of its conversation, or to that of the number that it was sent to", () => {
  const conversation = { ...processorRecord(), events_to: "webhook" };
  const match = { ...unmatched, conversation: O.some(conversation) };
  const message = receivedMessage({ media, project_id: "pi-aaa-002", events_to: "webhook" });
  const [matched] = happenedBy({ old: undefined, now: receivedItem(message, match, at(0)) });
  const [nobodys] = happenedBy({ old: undefined, now: receivedItem(message, unmatched, at(0)) });
  assert.equal(
    [matched, nobodys].map((told) => [told?.type, told?.project_id, told?.request_id, told?.conversation_id]),
    [
      ["message.received", "pi-aaa-001", conversation.request_id, conversation.conversation_id],
      ["message.unmatched", "pi-aaa-002", null, null],
    ],
  );
  assert.equal(
    [matched?.timestamp, matched?.data, matched?.words],
    [
      START,
      { message_id: "SM1", message_kind: "text", needs_person: false },
      { content: "Yes please", media: [{ content_type: "image/png", name: "cv.png", bytes: 9 }] },
    ],
  );
  assert.equal(
    Object.keys({ ...matched?.data, ...matched?.words }).sort(),
    [...eventTypes["message.received"].data].sort(),
  );
});

test("mails of two people that have one id are two events", () => {
  const [one, other] = ["2026-11-20T12:00:01.000Z", "2026-11-20T12:00:02.000Z"].map((received_at, who) => {
    const mail = receivedMessage({ their_address: `p${who}@example.com`, received_at, events_to: "webhook" });
    return happenedBy({ old: undefined, now: receivedItem(mail, unmatched, at(0)) })[0];
  });
  assert.not.equal(one?.apart, other?.apart);
});

test("nothing of it is told where its own project has no webhook, whatever the number's has", () => {
  const match = { ...unmatched, conversation: O.some(processorRecord()) };
  const item = receivedItem(receivedMessage({ events_to: "webhook" }), match, at(0));
  assert.equal(happenedBy({ old: undefined, now: item }), []);
  assert.equal(happenedBy({ old: undefined, now: receivedItem(receivedMessage(), unmatched, at(0)) }), []);
});

const who = { company_id: "ci-aaa-001", address: "+447400123456" };
const stop: ConsentEvent = {
  at: "2026-11-20T12:00:01.000Z",
  state: "suppressed",
  setBy: "person",
  source: "keyword",
  channel: "sms",
  evidence: "SM1",
  by: null,
};

test("a consent is told when it changes, by the word that changed it, and by no other write", async () => {
  const store = inMemoryConversations();
  const { env } = repliesEnv({}, store);
  const words: readonly ConsentEvent[] = [
    stop,
    { ...stop, setBy: "company", source: "company", channel: null, evidence: "she rang", by: "ada" },
    { ...stop, at: "2026-11-20T12:00:03.000Z", setBy: "company", source: "company", state: "clear" },
    { ...stop, at: "2026-11-20T12:00:04.000Z", state: "clear", evidence: "SM2" },
  ];
  for (const word of words) await recordConsent(who, word)(env)();
  const key = consentKeyOf(CONSENT_KEY, who.company_id, who.address);
  const consent = decodeConsent(store.find(key));
  if (E.isLeft(consent)) throw new Error(consent.left.reason);
  await store.consents.change(key, anonymousConsent(consent.right, at(9)))();
  assert.is(store.writes.length, 5);
  const told = store.writes.flatMap(happenedBy);
  assert.equal(
    told.map(({ type, project_id, channel, data }) => [type, project_id, channel, data.source, data.message_id]),
    [
      ["recipient.opted_out", undefined, "sms", "keyword", "SM1"],
      ["recipient.opted_in", undefined, "sms", "keyword", "SM2"],
    ],
  );
});

test("a request that was cancelled before it was taken up is told by its guard, once", () => {
  const { request_id } = processorRecord();
  const guard = {
    ...guardKeyOf("ci-aaa-001", "pi-aaa-001", request_id),
    events_to: "webhook",
    cancelled_at: START,
    cancelled: { at: START, reason: "filled", by: "ada" },
  };
  const [told] = happenedBy({ old: undefined, now: guard });
  assert.equal(
    [told?.type, told?.company_id, told?.project_id, told?.request_id, told?.timestamp, told?.words],
    ["conversation.cancelled", "ci-aaa-001", "pi-aaa-001", request_id, START, { reason: "filled" }],
  );
  assert.equal(happenedBy({ old: guard, now: { ...guard, fingerprint: "erased" } }), []);
});

test("an item that nobody can read is told as such, by the places that are wrong", () => {
  const { updated_at: _, ...record } = claimedRecord();
  assert.equal(
    eventsOf(undefined, { ...record, events_to: "webhook" }),
    E.left({ _tag: "Unreadable", reason: "conversation record: updated_at (expected string)" }),
  );
});

test.run();
