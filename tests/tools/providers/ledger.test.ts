import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeLedger } from "../../../tools/providers/ledger/ledger";
import type { Attempt, LedgerEntry, TextMessageEntry } from "../../../tools/providers/ledger/ledger-entry";

const message = (to: string, over: Partial<TextMessageEntry> = {}): TextMessageEntry => ({
  provider: "twilio",
  kind: to.startsWith("whatsapp:") ? "whatsapp" : "sms",
  at: "2026-11-20T11:00:00.000Z",
  id: "SM1",
  account: "AC1",
  answered: "given",
  to,
  from: "+447400000001",
  contentSid: null,
  variables: {},
  samplesUsed: [],
  renderedText: "Hello",
  statusCallback: null,
  ...over,
});

const conversation = {
  provider: "openai",
  kind: "conversation",
  at: "2026-11-20T11:00:00.000Z",
  id: "conv_1",
  account: "abc",
  answered: "given",
  metadata: {},
} as const;

const attempt: Attempt = {
  provider: "twilio",
  operation: "messages.create",
  at: "2026-11-20T11:00:00.000Z",
  status: 400,
  to: "+447400123456",
  from: null,
  byFault: false,
};

test("entries are numbered in the order of acceptance over all providers", () => {
  const ledger = makeLedger();
  ledger.record(message("+447400123456"));
  ledger.record(conversation);
  assert.equal(ledger.entries(), [
    { seq: 1, ...message("+447400123456") },
    { seq: 2, ...conversation },
  ]);
});

test("sends are carrier messages only, and a bare number names it on both channels", () => {
  const ledger = makeLedger();
  ledger.record(message("+447400123456"));
  ledger.record(message("whatsapp:+447400123456"));
  ledger.record(message("+447400999999"));
  ledger.record(conversation);
  const seqs = (entries: readonly LedgerEntry[]) => entries.map(({ seq }) => seq);
  assert.equal(seqs(ledger.sends()), [1, 2, 3]);
  assert.equal(seqs(ledger.sends("+447400123456")), [1, 2]);
  assert.equal(seqs(ledger.sends("whatsapp:+447400123456")), [2]);
  assert.equal(seqs(ledger.byProvider("openai")), [4]);
  assert.is(ledger.count(), 4);
});

test("a full ledger drops its oldest entries, counts them and says so once", () => {
  const warnings: string[] = [];
  const ledger = makeLedger({ maxEntries: 2, warn: (text) => warnings.push(text) });
  for (const number of ["+447400000010", "+447400000011", "+447400000012", "+447400000013"])
    ledger.record(message(number));
  assert.equal(
    ledger.sends().map(({ to }) => to),
    ["+447400000012", "+447400000013"],
  );
  assert.equal(ledger.sends("+447400000010"), []);
  assert.is(ledger.dropped(), 2);
  assert.equal(warnings, ["the ledger holds 2 entries: the oldest ones are dropped from here on"]);
});

test("listeners hear each entry until they leave, and a failing one is reported", () => {
  const warnings: string[] = [];
  const heard: number[] = [];
  const ledger = makeLedger({ warn: (text) => warnings.push(text) });
  const leave = ledger.onEntry(({ seq }) => heard.push(seq));
  ledger.onEntry(() => {
    throw new Error("no room");
  });
  ledger.record(conversation);
  leave();
  ledger.record(conversation);
  assert.equal(heard, [1]);
  assert.equal(warnings, Array(2).fill("a listener of the ledger failed: Error: no room"));
});

test("refused requests are kept apart", () => {
  const ledger = makeLedger();
  ledger.recordAttempt(attempt);
  assert.equal([ledger.attempts(), ledger.attempts("openai"), ledger.entries()], [[attempt], [], []]);
});
