import * as TE from "fp-ts/TaskEither";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../runtime/codec/json";
import { CHECK_BUCKETS, GIVEN_UP_BUCKET } from "../../../runtime/conversation/conversation";
import { SENDER_BUCKETS } from "../../../runtime/conversation/sender";
import type { Checks } from "../../../runtime/ports/conversations";
import { sweep } from "../../../runtime/sweeper/sweep";
import { candidate, secondsAfterStart, stranded, sweeperFixture } from "../../helpers/sweeper-fixture";
import { manualClock, START } from "../../helpers/time-and-chance";

const inBucket = (bucket: string, count: number, state = "uncertain"): readonly JsonObject[] =>
  Array.from({ length: count }, (_, index) => ({
    ...stranded(state),
    conversation_id: `conversation-${bucket}-${index}`,
    primary_channel: `+4474001${bucket}${String(index).padStart(5, "0")}`,
    check_bucket: bucket,
    next_check_at: secondsAfterStart(-1000 + index),
  }));

const listed = { listing: [candidate("SM1")], seconds: 2 };

const statesIn = ({ store }: ReturnType<typeof sweeperFixture>): readonly unknown[] => [
  ...new Set(store.records().map(({ send_state }) => send_state)),
];

/** Counts the queries of an index. */
const counting = (index: Checks) => {
  let queries = 0;
  const due: Checks["due"] = (...given) => {
    queries += 1;
    return index.due(...given);
  };
  return { checks: { ...index, due }, queries: () => queries };
};

test("looks into every bucket, and into every conversation of each, however many there are", async () => {
  const records = CHECK_BUCKETS.flatMap((bucket) => inBucket(bucket, 60));
  const fixture = sweeperFixture(records, listed);
  const { checks, queries } = counting(fixture.env.checks);
  await sweep({ ...fixture.env, checks })();
  assert.equal(statesIn(fixture), ["sent"]);
  assert.is(queries(), CHECK_BUCKETS.length + SENDER_BUCKETS.length + 2);
});

test("says at every run that something waits for a person, for as long as it does", async () => {
  const waits = { ...inBucket(GIVEN_UP_BUCKET, 1)[0], given_up_at: START, next_check_at: secondsAfterStart(1) };
  const fixture = sweeperFixture([waits], listed);
  const said = () => fixture.lines.filter(({ event }) => event === "waits_for_operator").map(({ waiting }) => waiting);
  await sweep(fixture.env)();
  const { check_bucket, next_check_at } = fixture.recordOf(waits) ?? {};
  assert.equal([check_bucket, next_check_at, said()], [GIVEN_UP_BUCKET, secondsAfterStart(2 + 86_400), [1]]);
  await sweep(fixture.env)();
  assert.equal(said(), [1, 1]);
  fixture.store.put({ ...waits, check_bucket: undefined });
  await sweep(fixture.env)();
  assert.equal(said(), [1, 1]);
});

test("leaves alone what is not due", async () => {
  const record = { ...stranded("uncertain"), next_check_at: secondsAfterStart(3) };
  const fixture = sweeperFixture([record], listed);
  await sweep(fixture.env)();
  assert.equal(fixture.store.records(), [record]);
});

test("does the others of the page when one record cannot be read, however often", async () => {
  const poison = inBucket("0", 40, "lost");
  const good = inBucket("0", 5).map((record, index) => ({
    ...record,
    conversation_id: `good-${index}`,
    next_check_at: secondsAfterStart(0),
  }));
  const { env, recordOf } = sweeperFixture([...poison, ...good], listed);
  await sweep(env)();
  assert.equal(
    [good.map((record) => recordOf(record)?.send_state), poison.map((record) => recordOf(record)?.next_check_at)],
    [Array(5).fill("sent"), Array(40).fill(secondsAfterStart(2 + 86_400))],
  );
});

test("gets past conversations that fail every time, and ends", async () => {
  const stuck = inBucket("1", 60);
  const good = inBucket("2", 1);
  const last = { ...inBucket("1", 61).at(-1) };
  const fixture = sweeperFixture([...stuck, ...good, last], listed);
  const isGood = (id: string) => [...good, last].some(({ conversation_id }) => conversation_id === id);
  const { conversations } = fixture.env;
  const { checks, queries } = counting(fixture.env.checks);
  const reads: string[] = [];
  await sweep({
    ...fixture.env,
    checks,
    conversations: {
      ...conversations,
      read: (key) => {
        reads.push(key.conversation_id);
        return isGood(key.conversation_id) ? conversations.read(key) : TE.left({ _tag: "StoreUnavailable" });
      },
    },
  })();
  assert.is(reads.length, 62, "each is looked into once");
  assert.is(queries(), CHECK_BUCKETS.length + SENDER_BUCKETS.length + 2);
  assert.equal(
    [...good, last].map((record) => fixture.recordOf(record)?.send_state),
    ["sent", "sent"],
  );
});

test("is not ended by what nobody foresaw about one conversation, and says so without its data", async () => {
  const records = inBucket("0", 3);
  const fixture = sweeperFixture(records, listed);
  const { conversations } = fixture.env;
  await sweep({
    ...fixture.env,
    conversations: {
      ...conversations,
      read: (key) =>
        key.conversation_id.endsWith("-1") ? () => Promise.reject(new Error("+447400123456")) : conversations.read(key),
    },
  })();
  assert.equal(
    fixture.store.records().map(({ send_state }) => send_state),
    ["sent", "uncertain", "sent"],
  );
  const unforeseen = fixture.lines.filter(({ event }) => event === "unforeseen");
  assert.equal(
    unforeseen.map(({ level, conversation_id, critical }) => ({ level, conversation_id, critical })),
    [{ level: "error", conversation_id: "conversation-0-1", critical: true }],
  );
  assert.not.match(JSON.stringify(unforeseen), "447400123456");
});

for (const [what, passesMs, deadline, looked] of [
  ["its time", 601, { remainingMs: () => 300_000 }, 100],
  ["the time of the invocation", 0, { remainingMs: () => 70_000 }, 0],
] as const)
  test(`begins no look after ${what} is over: the next run has begun`, async () => {
    const fixture = sweeperFixture(inBucket("0", 250), { ...listed, deadline });
    const clock = manualClock(secondsAfterStart(2));
    const { conversations } = fixture.env;
    const read: typeof conversations.read = (key) => {
      clock.advance(passesMs);
      return conversations.read(key);
    };
    await sweep({ ...fixture.env, clock, conversations: { ...conversations, read } })();
    assert.is(fixture.store.records().filter(({ send_state }) => send_state === "sent").length, looked);
  });

test("goes on with the other buckets when one cannot be read", async () => {
  const records = ["0", "1"].flatMap((bucket) => inBucket(bucket, 1));
  const fixture = sweeperFixture(records, listed);
  const checks: Checks = {
    ...fixture.env.checks,
    due: (bucket, ...given) =>
      bucket === "0" ? TE.left({ _tag: "StoreUnavailable" }) : fixture.env.checks.due(bucket, ...given),
  };
  await sweep({ ...fixture.env, checks })();
  assert.equal(
    fixture.store.records().map(({ send_state }) => send_state),
    ["uncertain", "sent"],
  );
});
