import * as O from "fp-ts/Option";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  anonymousConsent,
  type Consent,
  type ConsentEvent,
  consentChange,
  consentKeyOf,
  newConsent,
} from "../../../runtime/conversation/consent";
import { CONSENT_KEY } from "../../helpers/fake-providers";

const test = suite("consent");

const who = { company_id: "ci-aaa-001", address: "+447400123456" };
const key = consentKeyOf(CONSENT_KEY, who.company_id, who.address);
const NOW = new Date("2026-11-20T13:00:00.000Z");

const at = (second: number): string => `2026-11-20T12:00:0${second}.000Z`;
const event = (
  setBy: ConsentEvent["setBy"],
  state: ConsentEvent["state"],
  second: number,
  evidence = `SM${state}${second}`,
): ConsentEvent => ({
  at: at(second),
  state,
  setBy,
  source: setBy === "person" ? "keyword" : "company",
  channel: setBy === "person" ? "sms" : null,
  evidence,
  by: null,
});
const stop = (second: number) => event("person", "suppressed", second);
const start = (second: number) => event("person", "clear", second);
const suppress = (second: number) => event("company", "suppressed", second);
const lift = (second: number) => event("company", "clear", second);

/** As the store applies it. */
const told = (item: Consent | undefined, one: ConsentEvent, now = NOW): Consent => {
  if (item === undefined) return newConsent(key, who, one, now) as unknown as Consent;
  const change = consentChange(item, one, now);
  return O.isNone(change) ? item : { ...item, ...change.value.set };
};
const tellAll = (events: readonly ConsentEvent[]): Consent | undefined =>
  events.reduce<Consent | undefined>((item, one) => told(item, one), undefined);

/** By the set of what was said, in no order. */
const saysNo = (events: readonly ConsentEvent[], voice: ConsentEvent["setBy"]): boolean => {
  const own = events.filter(({ setBy }) => setBy === voice);
  const last = own
    .map((one) => one.at)
    .sort()
    .at(-1);
  return own.some((one) => one.at === last && one.state === "suppressed");
};

const kinds = [1, 2].flatMap((second) => [stop(second), start(second), suppress(second), lift(second)]);

/** What was said, in its order, and the item that has been told so. */
type Told = { readonly events: readonly ConsentEvent[]; readonly item: Consent | undefined };

const sequences = (length: number): readonly Told[] =>
  length === 0
    ? [{ events: [], item: undefined }]
    : sequences(length - 1).flatMap(({ events, item }) =>
        kinds.map((one) => ({ events: [...events, one], item: told(item, one) })),
      );

test("up to five events in every order, repeated and at equal times: each voice lifts its own word only, and the order is of no account", () => {
  const bySet = new Map<string, Consent>();
  const wrong: string[] = [];
  for (const { events, item } of [1, 2, 3, 4, 5].flatMap(sequences)) {
    assert.ok(item);
    const [person, company] = [saysNo(events, "person"), saysNo(events, "company")];
    if ((item.state === "suppressed") !== (person || company)) wrong.push(`state after ${JSON.stringify(events)}`);
    if (item.state === "suppressed" && (item.set_by === "person") !== person)
      wrong.push(`set_by after ${JSON.stringify(events)}`);
    const { changed_at, ...rest } = item;
    const set = JSON.stringify([...new Set(events.map((one) => kinds.indexOf(one)))].sort());
    const same = bySet.get(set);
    if (same === undefined) bySet.set(set, rest as Consent);
    else if (JSON.stringify(sorted(same)) !== JSON.stringify(sorted(rest)))
      wrong.push(`order of ${JSON.stringify(events)}`);
  }
  assert.equal(wrong.slice(0, 3), []);
  assert.is(
    bySet.size,
    [1, 2, 3, 4, 5].reduce((sum, n) => sum + choose(kinds.length, n), 0),
  );
});

const sorted = (value: object): unknown => Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);

test("what comes again changes nothing, and every change has a later time than the one before, whatever the clock says", () => {
  const item = told(tellAll([stop(1)]), lift(2), new Date("2020-01-01T00:00:00.000Z"));

  assert.is(item.changed_at, "2026-11-20T13:00:00.001Z");
  assert.equal(consentChange(item, stop(1), NOW), O.none);
  assert.equal(consentChange(item, lift(2), NOW), O.none);
});

test("a message that its carrier posts again is not said again, but a carrier's later word about one mail, or a company's for one reason, is", () => {
  const again = { ...start(1), at: at(3) };
  const stopped = tellAll([start(1), stop(2), again]) as Consent;
  assert.equal([stopped.state, stopped.history.length], ["suppressed", 2]);
  const complaint = (second: number): ConsentEvent => ({
    ...event("person", "suppressed", second, "mail-1"),
    source: "carrier",
  });
  const complained = tellAll([complaint(1), start(2), complaint(3)]) as Consent;
  assert.equal([complained.state, complained.history.length], ["suppressed", 3]);
  const ticket = (state: ConsentEvent["state"], second: number) => event("company", state, second, "ticket 4711");
  const decided = tellAll([ticket("suppressed", 1), ticket("clear", 2), ticket("suppressed", 3)]) as Consent;
  assert.equal([decided.state, decided.history.length], ["suppressed", 3]);
});

test("the history keeps the fifty latest, and an older one that comes again does not come back", () => {
  const moments = Array.from({ length: 60 }, (_, n) => ({
    ...event("person", "suppressed", 1, `SM${n}`),
    at: `2026-11-20T12:01:${10 + n}.000Z`,
  }));
  const item = tellAll(moments) as Consent;

  assert.equal(
    item.history.map((entry) => entry.at),
    moments.slice(10).map((one) => one.at),
  );
  assert.equal(consentChange(item, moments[0] as ConsentEvent, NOW), O.none);
});

test("an item that no longer says whose it is keeps the opt-out, and is not told it again", () => {
  const item = tellAll([stop(1)]) as Consent;
  const change = anonymousConsent(item, NOW);
  const { address, ...erased } = { ...item, ...change.set } as Consent;

  assert.equal(change.remove, ["address"]);
  assert.equal(consentChange(erased, stop(1), NOW), O.none);
  const after = told(erased, { ...stop(2), evidence: "SM2" });
  assert.equal(
    [after.state, after.address, after.history.map(({ evidence }) => evidence)],
    ["suppressed", undefined, [null, null]],
  );
});

test("an address has one item per company, whatever its letters or form, and the item does not show it", () => {
  const one = consentKeyOf(CONSENT_KEY, "ci-aaa-001", "Ada@Example.com");

  assert.equal(consentKeyOf(CONSENT_KEY, "ci-aaa-001", "ada@example.com"), one);
  const [withNine, without] = ["+5511987654321", "+551187654321"].map((it) => consentKeyOf(CONSENT_KEY, "ci", it));
  assert.equal(withNine, without, "both forms of a number are one person's");
  assert.match(one.primary_channel, /^consent#ci-aaa-001#[A-Za-z0-9_-]{43}$/);
  const others = [
    consentKeyOf(CONSENT_KEY, "ci-bbb-002", "ada@example.com"),
    consentKeyOf("other", "ci-aaa-001", "ada@example.com"),
  ];
  assert.is(new Set([one, ...others].map(({ primary_channel }) => primary_channel)).size, 3);
});
