import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Candidate } from "../../../runtime/ports/carrier";
import { type Evidence, findingOf } from "../../../runtime/sweeper/finding-of-listing";
import { START } from "../../helpers/time-and-chance";
import { candidate } from "./sweeper-fixture";

const test = suite("the verdict of a listing");

const evidence = (seconds: number, overrides: Partial<Evidence> = {}): Evidence => ({
  listing: [],
  adopted: new Set(),
  othersOpen: false,
  sendingAt: new Date(START),
  attempts: 1,
  now: new Date(Date.parse(START) + seconds * 1000),
  reconcileAfterSeconds: 270,
  ...overrides,
});

const early = 270;
const late = 270.001;

const found = (one: Candidate) => ({ _tag: "Found", candidate: one });
const tooEarly = { _tag: "TooEarly" };
const notSent = { _tag: "NotSent" };
const neverSent = { _tag: "NeverSent", reason: "the carrier has none of 20 attempts" };
const several = { _tag: "Unknowable", reason: "several messages could be this one" };
const noList = { _tag: "Unknowable", reason: "the carrier keeps no list and sent no receipt" };

const one = candidate("SM1");
const two = candidate("SM2", 2);
const before = candidate("SM0", -6);
const byASlowClock = candidate("SM7", -4);
const sameSecond: Candidate = { ...one, createdAt: new Date(START) };
const withinTheSecond = new Date(Date.parse(START) + 999);

const table: readonly (readonly [string, Partial<Evidence>, object, object])[] = [
  ["no message", {}, tooEarly, notSent],
  ["no message, at the last attempt but one", { attempts: 19 }, tooEarly, notSent],
  ["no message of any of many attempts", { attempts: 20 }, tooEarly, neverSent],
  ["one message after many attempts", { attempts: 20, listing: [one] }, found(one), found(one)],
  ["one message", { listing: [one] }, found(one), found(one)],
  ["one message of the second of sending", { listing: [sameSecond] }, found(sameSecond), found(sameSecond)],
  [
    "one message of the second of sending, told in whole seconds",
    { listing: [sameSecond], sendingAt: withinTheSecond },
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
  ["two messages", { listing: [one, two] }, tooEarly, several],
  [
    "two messages, one of which a record has",
    { listing: [one, two], adopted: new Set(["SM1"]) },
    found(two),
    found(two),
  ],
  ["one message while another send is open", { listing: [one], othersOpen: true }, tooEarly, several],
  ["no message while another send is open", { othersOpen: true }, tooEarly, notSent],
  ["no list", { listing: undefined }, tooEarly, noList],
];

for (const [what, given, whenEarly, whenLate] of table)
  test(`with ${what}`, () => {
    assert.equal(findingOf(evidence(0.5, given)), whenEarly, "at once");
    assert.equal(findingOf(evidence(early, given)), whenEarly, "just before it is late");
    const lateBy = given.sendingAt === undefined ? late : late + 0.999;
    assert.equal(findingOf(evidence(lateBy, given)), whenLate, "once it is late");
  });

test.run();
