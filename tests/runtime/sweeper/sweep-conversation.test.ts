import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../runtime/codec/json";
import { queuedMessage } from "../../../runtime/conversation/message";
import { rebuildMessage } from "../../../runtime/conversation/record";
import { sweepConversation } from "../../../runtime/sweeper/sweep-conversation";
import { refusingQueue } from "../../helpers/router-env";
import { keyOfRecord, secondsAfterStart, stranded, sweeperFixture } from "./sweeper-fixture";

const test = suite("looking into a conversation whose check is due");

const done = E.right(undefined);
type Fixture = ReturnType<typeof sweeperFixture>;

const sweepOf = (record: JsonObject, { env }: Fixture) => sweepConversation(keyOfRecord(record))(env)();
const recordIn = (record: JsonObject, { store }: Fixture) => store.find(keyOfRecord(record));

const messageOf = (record: JsonObject) => {
  const context = rebuildMessage(record);
  if (E.isLeft(context)) throw new Error(context.left.reason);
  return queuedMessage(context.right);
};

for (const state of ["sent", "failed"])
  test(`takes one that is ${state} out of the index`, async () => {
    const { check_bucket, next_check_at, ...others } = stranded(state);
    const record = { check_bucket, next_check_at, ...others };
    const fixture = sweeperFixture([record]);
    assert.equal(await sweepOf(record, fixture), done);
    assert.equal(recordIn(record, fixture), others);
    assert.equal(fixture.queued, []);
  });

for (const channel of ["whatsapp", "sms", "email"] as const)
  for (const state of ["accepted", "drafted"]) {
    test(`goes on with one by ${channel} that is ${state}, by a fresh message`, async () => {
      const record = stranded(state, channel);
      const fixture = sweeperFixture([record], { seconds: 1 });
      assert.equal(await sweepOf(record, fixture), done);
      assert.equal(recordIn(record, fixture), { ...record, next_check_at: secondsAfterStart(271), sweeps: 1 });
      assert.equal(fixture.queued, [messageOf(record)]);
    });
  }

for (const state of ["accepted", "drafted", "sending"])
  test(`leaves one that is ${state} to its worker until the lease ends`, async () => {
    const lease_until = secondsAfterStart(30);
    const record = stranded(state, "whatsapp", { lease_until });
    const fixture = sweeperFixture([record], { listing: "silent" });
    assert.equal(await sweepOf(record, fixture), done);
    assert.equal(recordIn(record, fixture), { ...record, next_check_at: lease_until, sweeps: 0 });
    assert.equal(fixture.queued, []);
  });

test("looks into one that is uncertain whatever the lease says", async () => {
  const record = stranded("uncertain", "whatsapp", { lease_until: secondsAfterStart(900) });
  const fixture = sweeperFixture([record], { seconds: 271 });
  assert.equal(await sweepOf(record, fixture), done);
  assert.is(recordIn(record, fixture)?.send_state, "drafted");
});

test("gives up one that was taken up five times in vain, and alarms", async () => {
  for (const state of ["accepted", "drafted"]) {
    const record = stranded(state, "whatsapp", { sweeps: 5 });
    const fixture = sweeperFixture([record], { seconds: 1 });
    assert.equal(await sweepOf(record, fixture), done);
    const { check_bucket: _, next_check_at: __, ...others } = record;
    const at = secondsAfterStart(1);
    const reason = "its workers keep ending before they are done";
    assert.equal(recordIn(record, fixture), {
      ...others,
      conversation_status: "failed_unknown",
      failure_reason: reason,
      lease_until: at,
      updated_at: at,
    });
    assert.equal(fixture.queued, []);
    assert.equal(fixture.lines, [
      {
        level: "error",
        event: "stranded",
        critical: true,
        given_up: true,
        request_id: "550e8400-e29b-41d4-a716-446655440001",
        conversation_id: record.conversation_id,
        company_id: "ci-aaa-001",
        project_id: "pi-aaa-001",
        channel: "whatsapp",
        status: "Stranded",
        reason,
      },
    ]);
  }
});

test("gives up one whose record gives no message, and alarms", async () => {
  const record = stranded("drafted", "whatsapp", { accepted_at: undefined });
  const fixture = sweeperFixture([record], { seconds: 1 });
  assert.equal(await sweepOf(record, fixture), done);
  const { conversation_status, failure_reason, next_check_at } = recordIn(record, fixture) ?? {};
  const reason = "its record gives no message: metadata.accepted_at (expected an ISO 8601 date-time that exists)";
  assert.equal(
    { conversation_status, failure_reason, next_check_at },
    { conversation_status: "failed_unknown", failure_reason: reason, next_check_at: undefined },
  );
  assert.equal(fixture.lines.at(-1)?.critical, true);
});

test("sets one whose record cannot be read aside for a day, and alarms", async () => {
  const record = stranded("lost");
  const fixture = sweeperFixture([record]);
  assert.equal(await sweepOf(record, fixture), done);
  assert.equal(recordIn(record, fixture), { ...record, next_check_at: secondsAfterStart(86_400) });
  assert.equal(
    fixture.lines.map(({ level, event, critical }) => ({ level, event, critical })),
    [{ level: "error", event: "stranded", critical: true }],
  );
});

test("is done with one that is gone", async () => {
  const fixture = sweeperFixture([]);
  assert.equal(await sweepOf(stranded("sending"), fixture), done);
  assert.equal(fixture.store.records(), []);
});

test("tries again in five minutes when the queue refuses the message", async () => {
  for (const state of ["accepted", "drafted"]) {
    const record = stranded(state);
    const fixture = sweeperFixture([record], { queue: refusingQueue });
    assert.equal(await sweepOf(record, fixture), done);
    assert.equal(recordIn(record, fixture), { ...record, next_check_at: secondsAfterStart(300), sweeps: 0 });
  }
});

test("keeps trying when the queue refuses one that was committed once, and never calls it unknown", async () => {
  const record = stranded("drafted", "whatsapp", { sending_at: secondsAfterStart(-200_000) });
  const fixture = sweeperFixture([record], { queue: refusingQueue });
  assert.equal(await sweepOf(record, fixture), done);
  assert.is(recordIn(record, fixture)?.send_state, "drafted");
  assert.is(recordIn(record, fixture)?.conversation_status, "processing");
});

test("fails, and changes nothing, while the table does not answer", async () => {
  for (const operation of ["read", "change"] as const) {
    const record = stranded("sent");
    const fixture = sweeperFixture([record]);
    fixture.store.failNext(operation, "before");
    assert.equal(await sweepOf(record, fixture), E.left({ _tag: "StoreUnavailable" }));
    assert.equal(recordIn(record, fixture), record);
    assert.equal(fixture.lines, [
      { level: "warn", event: "sweep_failed", conversation_id: record.conversation_id, status: "StoreUnavailable" },
    ]);
  }
});

test("leaves one alone that a worker has claimed meanwhile", async () => {
  const record = stranded("drafted");
  const claimed = { ...record, lease_owner: "worker-2", lease_until: secondsAfterStart(160) };
  const fixture = sweeperFixture([record]);
  const send = () => async () => {
    fixture.store.put(claimed);
    return E.right(undefined);
  };
  assert.equal(await sweepConversation(keyOfRecord(record))({ ...fixture.env, queue: { send } })(), done);
  assert.equal(recordIn(record, fixture), claimed);
});

test.run();
