import * as E from "fp-ts/Either";
import * as O from "fp-ts/Option";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { dynamoConsents } from "../../../runtime/adapters/dynamo-consents";
import { type ConsentEnv, readConsent, recordConsent } from "../../../runtime/consent/record-consent";
import { anonymousConsent, type Consent, type ConsentEvent, consentKeyOf } from "../../../runtime/conversation/consent";
import { CONSENT_KEY, fakeSecrets } from "../../helpers/fake-providers";
import { gatheringLog } from "../../helpers/gathering-log";
import { manualClock } from "../../helpers/time-and-chance";
import { type ConversationsTable, startConversationsTable, TABLE } from "./conversations-table";

const test = suite<{ table: ConversationsTable; env: ConsentEnv }>("dynamo-consents");

test.before(async (context) => {
  context.table = await startConversationsTable();
  const { log } = gatheringLog();
  context.env = {
    clock: manualClock(),
    consents: dynamoConsents(context.table.client, TABLE, log),
    log,
    secrets: fakeSecrets().secrets,
    settings: { consentKeyName: "ai-multi-comms/consent-key-dev" },
  };
});
test.after(({ table }) => table.stop());

const stop = (second: number): ConsentEvent => ({
  at: `2026-11-20T12:00:0${second}.000Z`,
  state: "suppressed",
  setBy: "person",
  source: "unsubscribe_link",
  channel: "email",
  evidence: null,
  by: null,
});

let count = 0;
const freshRecipient = () => {
  count += 1;
  return { company_id: "ci-aaa-001", address: `person${count}@example.com` };
};
const read = async (who: ReturnType<typeof freshRecipient>, env: ConsentEnv): Promise<Consent | undefined> => {
  const found = await readConsent(who)(env)();
  return E.isRight(found) ? O.toUndefined(found.right) : undefined;
};

test("eight events at once, some of them twice, are each once in the history of one item", async ({ env }) => {
  const who = freshRecipient();
  const events = [1, 2, 3, 4].flatMap((second) => [stop(second), stop(second)]);

  for (const batch of [events, events]) await Promise.all(batch.map((event) => recordConsent(who, event)(env)()));

  const item = await read(who, env);
  assert.equal(
    item?.history.map(({ at }) => at),
    [1, 2, 3, 4].map((second) => stop(second).at),
  );
  assert.is(item?.state, "suppressed");
});

for (const [title, first] of [
  ["the first one", false],
  ["a later one", true],
] as const)
  test(`${title}, whose answer was lost and which the SDK makes again, is once in the history`, async ({
    env,
    table,
  }) => {
    const who = freshRecipient();
    if (first) await recordConsent(who, stop(1))(env)();
    await readConsent(who)(env)();
    const { putNew, change } = env.consents;
    const losing = {
      ...env.consents,
      putNew: (...args: Parameters<typeof putNew>) => {
        table.loseNext(1);
        return putNew(...args);
      },
      change: (...args: Parameters<typeof change>) => {
        table.loseNext(1);
        return change(...args);
      },
    };

    assert.ok(E.isRight(await recordConsent(who, stop(2))({ ...env, consents: losing })()));

    assert.is((await read(who, env))?.history.length, first ? 2 : 1);
  });

test("an item without its address stays, and is changed only as it was read", async ({ env }) => {
  const who = freshRecipient();
  const key = consentKeyOf(CONSENT_KEY, who.company_id, who.address);
  await recordConsent(who, stop(1))(env)();
  const item = (await read(who, env)) as Consent;
  const change = anonymousConsent(item, env.clock.now());

  assert.equal(await env.consents.change(key, change)(), E.right(undefined));
  const { address, ...erased } = item;
  assert.equal(await read(who, env), { ...erased, ...change.set });

  const stale = anonymousConsent({ ...item, changed_at: "2020-01-01T00:00:00.000Z" }, env.clock.now());
  assert.equal(await env.consents.change(key, stale)(), E.left({ _tag: "ChangeRefused" }));
});
