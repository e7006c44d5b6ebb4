import * as E from "fp-ts/Either";
import * as O from "fp-ts/Option";
import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type ConsentEnv, readConsent, recordConsent } from "../../../runtime/consent/record-consent";
import { addressHash, type ConsentEvent, consentKeyOf, isSuppressed } from "../../../runtime/conversation/consent";
import { CONSENT_KEY, fakeSecrets } from "../../helpers/fake-providers";
import { gatheringLog } from "../../helpers/gathering-log";
import { inMemoryConversations } from "../../helpers/in-memory-conversations";
import { manualClock, START } from "../../helpers/time-and-chance";

const test = suite("record-consent");

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
const start: ConsentEvent = { ...stop, at: "2026-11-20T12:00:02.000Z", state: "clear", evidence: "SM2" };
const suppress: ConsentEvent = {
  ...stop,
  setBy: "company",
  source: "company",
  channel: null,
  evidence: null,
  by: "ada",
};
const lift: ConsentEvent = { ...suppress, at: "2026-11-20T12:00:03.000Z", state: "clear" };

const makeEnv = () => {
  const store = inMemoryConversations();
  const { log, lines } = gatheringLog();
  const env: ConsentEnv = {
    clock: manualClock(),
    consents: store.consents,
    log,
    secrets: fakeSecrets().secrets,
    settings: { consentKeyName: "ai-multi-comms/consent-key-dev" },
  };
  const record = (event: ConsentEvent) => recordConsent(who, event)(env)();
  const item = () => store.find(consentKeyOf(CONSENT_KEY, who.company_id, who.address));
  /** Entries of the item's history. */
  const told = (): number => [item()?.history].flat().length;
  return { env, store, lines, record, item, told };
};

type Made = ReturnType<typeof makeEnv>;

test("an opt-out is one item of the company, which is read again as suppressed, and one line of the log", async () => {
  const { env, record, item, lines } = makeEnv();

  assert.equal(await readConsent(who)(env)(), E.right(O.none));
  assert.equal([await record(stop), await record(stop)], [E.right("changed"), E.right("unchanged")]);

  const { evidence, ...said } = { state: "suppressed", source: "keyword", at: stop.at, evidence: "SM1" };
  assert.equal(item(), {
    ...consentKeyOf(CONSENT_KEY, who.company_id, who.address),
    company_id: "ci-aaa-001",
    project_id: "#consent",
    address: "+447400123456",
    state: "suppressed",
    set_by: "person",
    source: "keyword",
    person: said,
    history: [{ ...said, evidence, set_by: "person", channel: "sms", by: null }],
    changed_at: START,
    created_at: START,
  });
  assert.ok(E.exists(isSuppressed)(await readConsent(who)(env)()));
  assert.equal(lines, [
    {
      level: "info",
      event: "consent_recorded",
      company_id: "ci-aaa-001",
      channel: "sms",
      source: "keyword",
      status: "suppressed",
    },
  ]);
});

test("the hash of an address is enough to say no for it, and tells nobody which it was", async () => {
  const { env, item } = makeEnv();
  const hash = addressHash(CONSENT_KEY, who.company_id, who.address);
  const result = await recordConsent({ company_id: who.company_id, hash }, stop)(env)();

  assert.equal([result, item()?.address, item()?.state], [E.right("changed"), undefined, "suppressed"]);
});

test("the company cannot lift what the person has set, and what it says of its own is on record all the same", async () => {
  const { record, item } = makeEnv();
  await record(suppress);
  await record(stop);

  assert.equal(await record(lift), E.left({ _tag: "SetByPerson" }));
  assert.equal([item()?.state, item()?.set_by], ["suppressed", "person"]);
  assert.equal(await record(start), E.right("changed"));
  assert.is(item()?.state, "clear");
});

for (const operation of ["putNew", "change"] as const)
  test(`an answer that was lost on the way, of ${operation}: whoever tells it again finds it once in the history`, async () => {
    const { record, store, told } = makeEnv();
    if (operation === "change") await record(suppress);
    store.failNext(operation, "after");

    assert.equal(
      [await record(stop), await record(stop)],
      [E.left({ _tag: "ConsentUnrecorded" }), E.right("unchanged")],
    );
    assert.is(told(), operation === "change" ? 2 : 1);
  });

test("events at the same time are all on record", async () => {
  const { record, told } = makeEnv();

  const results = await Promise.all([stop, start, suppress, lift].map(record));

  assert.ok(results.every((result) => E.isRight(result) || result.left._tag === "SetByPerson"));
  assert.is(told(), 4);
});

const key = consentKeyOf(CONSENT_KEY, who.company_id, who.address);

for (const [title, disturb, reason] of [
  ["the table is away", ({ store }: Made) => store.failNext("read", "before"), "StoreUnavailable"],
  [
    "the item is not as we write it",
    ({ store }: Made) => store.put({ ...key, company_id: "ci-aaa-001" }),
    "consent item: state (expected ",
  ],
  [
    "others change it each time",
    ({ env, store }: Made) => {
      store.put(key);
      Object.assign(env, { consents: { ...env.consents, read: () => TE.right(O.none) } });
    },
    "ChangeRefused",
  ],
] as const)
  test(`what cannot be recorded since ${title} is told to whoever asked, and to the alarm`, async () => {
    const made = makeEnv();
    disturb(made);

    assert.equal(await made.record(stop), E.left({ _tag: "ConsentUnrecorded" }));
    const [line, ...others] = made.lines;
    assert.equal([line?.event, line?.level, line?.critical, others], ["consent_unrecorded", "error", true, []]);
    assert.ok(line?.reason?.startsWith(reason));
  });
