import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Candidate } from "../../../runtime/ports/carrier";
import { type Evidence, findingOf, type Rival } from "../../../runtime/sweeper/finding-of-listing";
import { START } from "../../helpers/time-and-chance";
import { candidate, secondsAfterStart } from "./sweeper-fixture";

const test = suite("the verdict of a listing");

const attempt = (nth: number, seconds: number) => ({
  attempt_id: `attempt-${nth}`,
  sending_at: secondsAfterStart(seconds),
});
const ours = { _tag: "Parts", parts: ["Ada", "Healthcare Assistant"] } as const;
const theirs = { _tag: "Parts", parts: ["Ada", "Night Nurse"] } as const;

const evidence = (seconds: number, overrides: Partial<Evidence> = {}): Evidence => ({
  listing: [],
  words: [ours],
  attempts: [attempt(1, 0)],
  absences: 0,
  adopted: new Set(),
  rivals: [],
  now: new Date(Date.parse(START) + seconds * 1000),
  reconcileAfterSeconds: 270,
  waitSeconds: 270,
  ...overrides,
});

const saying = (text: string | undefined, one: Candidate = candidate("SM1")): Candidate => ({ ...one, text });
const found = (one: Candidate, attemptId = "attempt-1", copies = 1) => ({
  _tag: "Found",
  candidate: one,
  attemptId,
  copies,
});
const unknowable = (reason: string) => ({ _tag: "Unknowable", reason });
const tooEarly = { _tag: "TooEarly" };
const notSent = { _tag: "NotSent" };
const several = unknowable("several messages could be this one");
const wordless = unknowable("the carrier lists a message without its words");

const one = candidate("SM1");
const two = candidate("SM2", 2);
const before = candidate("SM0", -6);
const byASlowClock = candidate("SM7", -4);
const sameSecond = candidate("SM1", 0);
const simulated: Candidate = { ...saying(undefined), attemptId: "attempt-1" };
const free = (text: string) => ({ words: [{ _tag: "Text", text } as const] });
/** A second attempt, 300 s after the first, which a list had not: late 600 s after. */
const again = { attempts: [attempt(1, -600), attempt(2, 0)], absences: 1 };
const ofFirst = candidate("SM1", -599);
const rival = (overrides: Partial<Rival> = {}): Partial<Evidence> => ({
  rivals: [{ words: [ours], attempts: [attempt(9, 0)], ...overrides }],
});

const table: readonly (readonly [string, Partial<Evidence>, object, object])[] = [
  ["no message", {}, tooEarly, notSent],
  ["no message, a second time", again, tooEarly, unknowable("the carrier has none of 2 attempts")],
  ["one message", { listing: [one] }, found(one), found(one)],
  ["one message of the second of sending", { listing: [sameSecond] }, found(sameSecond), found(sameSecond)],
  [
    "one message of the second of sending, told in whole seconds",
    { listing: [sameSecond], attempts: [{ ...attempt(1, 0.999) }] },
    found(sameSecond),
    found(sameSecond),
  ],
  [
    "one message by a clock that is seconds slow",
    { listing: [byASlowClock] },
    found(byASlowClock),
    found(byASlowClock),
  ],
  ["one message from before", { listing: [before] }, tooEarly, notSent],
  ["one message, and one from before", { listing: [before, one] }, found(one), found(one)],
  ["one message that a record has", { listing: [one], adopted: new Set(["SM1"]) }, tooEarly, notSent],
  ["two messages of one attempt", { listing: [two, one] }, tooEarly, several],
  [
    "two messages, one of which a record has",
    { listing: [one, two], adopted: new Set(["SM1"]) },
    found(two),
    found(two),
  ],
  ["a message of the first attempt, listed late", { ...again, listing: [ofFirst] }, found(ofFirst), found(ofFirst)],
  ["a message of the second attempt", { ...again, listing: [two] }, found(two, "attempt-2"), found(two, "attempt-2")],
  [
    "a message of each of two attempts",
    { ...again, listing: [two, ofFirst] },
    found(ofFirst, "attempt-1", 2),
    found(ofFirst, "attempt-1", 2),
  ],
  ["a stranger's message", { listing: [saying("Hello Ada, see you at the Night Nurse's")] }, tooEarly, notSent],
  ["a stranger's message, and ours", { listing: [saying("Hello", two), one] }, found(one), found(one)],
  [
    "our words in other white space and another form",
    {
      listing: [saying("  Hello Ada!\n\n  Healthcare \u00a0 Assistant\u2026 ")],
      words: [{ _tag: "Parts", parts: ["Healthcare Assistant..."] }],
    },
    found(saying("  Hello Ada!\n\n  Healthcare \u00a0 Assistant\u2026 ")),
    found(saying("  Hello Ada!\n\n  Healthcare \u00a0 Assistant\u2026 ")),
  ],
  [
    "a free text as it was sent",
    { listing: [saying("Hello  Ada")], ...free("Hello Ada") },
    found(saying("Hello  Ada")),
    found(saying("Hello  Ada")),
  ],
  [
    "a free text of a trial account",
    { listing: [saying("Sent from your Twilio trial account - Hello Ada")], ...free("Hello Ada") },
    found(saying("Sent from your Twilio trial account - Hello Ada")),
    found(saying("Sent from your Twilio trial account - Hello Ada")),
  ],
  [
    "a free text with more to it",
    { listing: [saying("Hello Ada, how are you?")], ...free("Hello Ada") },
    tooEarly,
    notSent,
  ],
  ["words that the draft has taken the place of", { listing: [one], words: [theirs, ours] }, found(one), found(one)],
  ["a message whose text is not told", { listing: [saying(undefined)] }, tooEarly, wordless],
  ["no words of ours to know one by", { listing: [one], words: [] }, tooEarly, wordless],
  ["no words of ours, and no message", { words: [] }, tooEarly, notSent],
  [
    "a message of our attempt, as its carrier can tell",
    { listing: [simulated], ...rival() },
    found(simulated),
    found(simulated),
  ],
  [
    "a message of another attempt, as its carrier can tell",
    { listing: [{ ...simulated, attemptId: "another" }] },
    tooEarly,
    notSent,
  ],
  ["a message that another conversation with these words could own", { listing: [one], ...rival() }, tooEarly, several],
  [
    "a message while another conversation has other words",
    { listing: [one], ...rival({ words: [theirs] }) },
    found(one),
    found(one),
  ],
  [
    "a message while another conversation's words are unknown",
    { listing: [one], ...rival({ words: [] }) },
    tooEarly,
    several,
  ],
  [
    "a message from before another conversation began to send",
    { listing: [one], ...rival({ attempts: [attempt(9, 7)] }) },
    found(one),
    found(one),
  ],
  [
    "a message so late that another conversation's call was over",
    { listing: [one], ...rival({ attempts: [attempt(9, -280)] }) },
    found(one),
    found(one),
  ],
  [
    "a message while another conversation does not say when it sent",
    { listing: [one], ...rival({ attempts: [] }) },
    tooEarly,
    several,
  ],
  ["no message while another conversation is open", rival(), tooEarly, notSent],
  ["no list", { listing: { unasked: "no list" } }, tooEarly, unknowable("no list")],
];

for (const [what, given, whenEarly, whenLate] of table)
  test(`with ${what}`, () => {
    const offset = given.attempts?.length === 1 ? 0.999 : 0;
    assert.equal(findingOf(evidence(0.5, given)), whenEarly, "at once");
    assert.equal(findingOf(evidence(270, given)), whenEarly, "just before it is late");
    assert.equal(findingOf(evidence(270.001 + offset, given)), whenLate, "once it is late");
  });

test("waits for as long as it is told, and only for a list", () => {
  const waiting = { waitSeconds: 1_800 };
  assert.equal(findingOf(evidence(1_800, waiting)), tooEarly);
  assert.equal(findingOf(evidence(1_800.001, waiting)), notSent);
  const unasked = { ...waiting, listing: { unasked: "no list" } };
  assert.equal(findingOf(evidence(270.001, unasked)), unknowable("no list"));
});

test.run();
