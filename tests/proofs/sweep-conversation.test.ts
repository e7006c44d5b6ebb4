import * as E from "fp-ts/Either";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../runtime/codec/json";
import { GIVEN_UP_BUCKET } from "../../runtime/conversation/conversation";
import { queuedMessage } from "../../runtime/conversation/message";
import { rebuildMessage } from "../../runtime/conversation/record";
import { sweepConversation } from "../../runtime/sweeper/sweep-conversation";
import { keyOfRecord } from "../helpers/in-memory-conversations";
import { refusingQueue } from "../helpers/router-env";
import { givenUpAt, releasedAt, secondsAfterStart, stranded, sweeperFixture, swept } from "../helpers/sweeper-fixture";
import { START } from "../helpers/time-and-chance";

const DAY = 86_400;

const messageOf = (record: JsonObject) => {
  const context = rebuildMessage(record);
  if (E.isLeft(context)) throw new Error(context.left.reason);
  return queuedMessage(context.right);
};

for (const state of ["sent", "failed"])
  test(`takes one that is ${state} out of the index, and asks no carrier`, async () => {
    const record = stranded(state);
    const { check_bucket: _, next_check_at: __, ...others } = record;
    const { after, queued, inquiries } = await swept([record]);
    assert.equal([after, queued, inquiries], [others, [], []]);
  });

for (const channel of ["whatsapp", "sms", "email"] as const)
  for (const state of ["accepted", "drafted"])
    test(`goes on with one by ${channel} that is ${state}, by a fresh message`, async () => {
      const record = stranded(state, channel);
      const { after, queued } = await swept([record], { seconds: 1 });
      assert.equal(after, { ...record, next_check_at: secondsAfterStart(271), sweeps: 1 });
      assert.equal(queued, [messageOf(record)]);
    });

for (const state of ["accepted", "drafted", "sending"])
  test(`leaves one that is ${state} to its worker until the lease ends`, async () => {
    const lease_until = secondsAfterStart(30);
    const record = stranded(state, "whatsapp", { lease_until });
    const { after, queued } = await swept([record], { listing: "silent" });
    assert.equal([after, queued], [{ ...record, next_check_at: lease_until, sweeps: 0 }, []]);
  });

test("looks into one that is uncertain whatever the lease says", async () => {
  const record = stranded("uncertain", "whatsapp", { lease_until: secondsAfterStart(900) });
  assert.is((await swept([record], { seconds: 271 })).after.send_state, "drafted");
});

for (const state of ["accepted", "drafted"])
  test(`gives up one that was taken up five times in vain, and alarms (${state})`, async () => {
    const record = stranded(state, "whatsapp", { sweeps: 5 });
    const { after, queued, lines } = await swept([record], { seconds: 1 });
    const [at, reason] = [secondsAfterStart(1), "its workers keep ending before they are done"];
    const givenUp = { conversation_status: "failed_unknown", failure_reason: reason };
    assert.equal([after, queued], [{ ...record, ...givenUp, ...givenUpAt(at) }, []]);
    assert.equal(lines, [
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
  });

const statuses = [
  ["processing", "failed_unknown"],
  ["failed_to_process_ai", "failed_to_process_ai"],
] as const;

for (const [before, status] of statuses)
  test(`keeps the reason that is on the record of one that it gives up, ${before}`, async () => {
    const failure_reason = "carrier: status 429";
    const record = stranded("drafted", "whatsapp", { sweeps: 5, conversation_status: before, failure_reason });
    const { after } = await swept([record]);
    const both = "carrier: status 429; its workers keep ending before they are done";
    assert.equal([after.conversation_status, after.failure_reason], [status, both]);
  });

/** Given up a day ago, and due for the daily look. */
const seenYesterday = { given_up_at: secondsAfterStart(-DAY), conversation_status: "failed_to_send_message" };

for (const state of ["accepted", "drafted", "uncertain"])
  test(`leaves one that is given up as it is, in sight (${state})`, async () => {
    const record = stranded(state, "whatsapp", seenYesterday);
    const { after, queued, lines } = await swept([record], { listing: "silent" });
    const next = { check_bucket: GIVEN_UP_BUCKET, next_check_at: secondsAfterStart(DAY), sweeps: 0 };
    assert.equal([after, queued, lines], [{ ...record, ...next }, [], []]);
  });

const lastMoment = 28 * DAY;
const accepted_at = START;

for (const given of [seenYesterday, { conversation_status: "processing" }])
  for (const state of ["accepted", "drafted"])
    test(`ends one that is too old to be sent: ${state}, ${JSON.stringify(given)}`, async () => {
      const record = stranded(state, "whatsapp", { ...given, accepted_at, failure_reason: "status 500" });
      const still = await swept([record], { seconds: lastMoment });
      assert.is(still.after.send_state, state);
      const { after, queued, lines } = await swept([record], { seconds: lastMoment + 1 });
      const at = secondsAfterStart(lastMoment + 1);
      const reason = "status 500; it was not sent within 28 days";
      const { check_bucket: _, next_check_at: __, given_up_at: ___, ...others } = record;
      const status = given === seenYesterday ? given.conversation_status : "failed_unknown";
      const ended = { send_state: "failed", conversation_status: status, failure_reason: reason };
      assert.equal([after, queued], [{ ...others, ...ended, ...releasedAt(at) }, []]);
      assert.equal(
        lines.map(({ level, event, critical }) => [level, event, critical]),
        [["warn", "expired", undefined]],
      );
    });

test("never ends one of which nobody knows whether it was sent", async () => {
  const record = stranded("uncertain", "whatsapp", { ...seenYesterday, accepted_at });
  assert.is((await swept([record], { seconds: lastMoment + 1 })).after.send_state, "uncertain");
});

test("gives up one whose record gives no message, and alarms", async () => {
  const record = stranded("drafted", "whatsapp", { accepted_at: undefined });
  const { after, lines } = await swept([record], { seconds: 1 });
  const reason = "its record gives no message: metadata.accepted_at (expected an ISO 8601 date-time that exists)";
  assert.equal(
    [after.conversation_status, after.failure_reason, after.next_check_at, lines.at(-1)?.critical],
    ["failed_unknown", reason, secondsAfterStart(1 + DAY), true],
  );
});

for (const state of ["accepted", "drafted", "sending", "uncertain"])
  test(`leaves one that only a later version can read to that version (${state})`, async () => {
    const record = stranded(state, "whatsapp", { message_schema: 3, sweeps: 4 });
    const { after, queued, lines } = await swept([record], { seconds: DAY + 1 });
    assert.equal([after, queued], [{ ...record, next_check_at: secondsAfterStart(2 * DAY + 1) }, []]);
    assert.equal(
      lines.map(({ level, event, status, reason }) => [level, event, status, reason]),
      [["warn", "sweep_put_off", "UnknownSchema", "schema 3, and this version knows none above 2"]],
    );
  });

test("sets one whose record cannot be read aside for a day, and alarms", async () => {
  const record = stranded("lost");
  const { after, lines } = await swept([record]);
  assert.equal(after, { ...record, check_bucket: GIVEN_UP_BUCKET, next_check_at: secondsAfterStart(86_400) });
  assert.equal(
    lines.map(({ level, event, critical }) => ({ level, event, critical })),
    [{ level: "error", event: "stranded", critical: true }],
  );
});

test("is done with one that is gone", async () => {
  const { env, store } = sweeperFixture([]);
  assert.equal(await sweepConversation(keyOfRecord(stranded("sending")))(env)(), E.right(undefined));
  assert.equal(store.records(), []);
});

for (const state of ["accepted", "drafted"])
  test(`tries again in five minutes when the queue refuses the message (${state})`, async () => {
    const record = stranded(state);
    const { after } = await swept([record], { queue: refusingQueue });
    assert.equal(after, { ...record, next_check_at: secondsAfterStart(300), sweeps: 0 });
  });

test("keeps trying when the queue refuses one that was committed once, and never calls it unknown", async () => {
  const record = stranded("drafted", "whatsapp", { sending_at: secondsAfterStart(-200_000) });
  const { after } = await swept([record], { queue: refusingQueue });
  assert.equal([after.send_state, after.conversation_status], ["drafted", "processing"]);
});

for (const [operation, told] of [
  ["read", ["sweep_failed"]],
  ["change", ["sweep_put_off", "sweep_failed"]],
] as const)
  test(`fails, and changes nothing, while the table does not answer the ${operation}`, async () => {
    const record = stranded("sent");
    const { env, store, recordOf, lines } = sweeperFixture([record]);
    for (const _ of told) store.failNext(operation, "before");
    assert.equal(await sweepConversation(keyOfRecord(record))(env)(), E.left({ _tag: "StoreUnavailable" }));
    assert.equal(recordOf(record), record);
    assert.equal(
      lines.map(({ level, event, status }) => [level, event, status]),
      told.map((event) => ["warn", event, "StoreUnavailable"]),
    );
  });

for (const state of ["accepted", "drafted", "sending", "uncertain"])
  test(`does nothing before the time that the record says, whatever the index says (${state})`, async () => {
    for (const next_check_at of [secondsAfterStart(400.001), undefined]) {
      const record = stranded(state, "whatsapp", { next_check_at });
      const { after, queued, lines } = await swept([record], { seconds: 400 });
      assert.equal([after, queued, lines], [record, [], []]);
    }
  });

test("leaves one alone that a worker has claimed meanwhile", async () => {
  const record = stranded("drafted");
  const claimed = { ...record, lease_owner: "worker-2", lease_until: secondsAfterStart(160) };
  const { env, store, recordOf } = sweeperFixture([record]);
  const send = () => async () => {
    store.put(claimed);
    return E.right(undefined);
  };
  assert.equal(await sweepConversation(keyOfRecord(record))({ ...env, queue: { send } })(), E.right(undefined));
  assert.equal(recordOf(record), claimed);
});
