import * as TE from "fp-ts/TaskEither";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../runtime/codec/json";
import { lostConversation } from "../../runtime/conversation/record";
import { guardItem, requestGuard } from "../../runtime/conversation/request-guard";
import type { Threads } from "../../runtime/ports/assistant";
import { sweep } from "../../runtime/sweeper/sweep";
import { sampleMessage } from "../../tools/measure/sample/queue-message";
import { ASSISTANT_KEY, fakeSecrets } from "../helpers/fake-providers";
import { claimedRecord } from "../helpers/queue-message";
import { sweeperFixture } from "../helpers/sweeper-fixture";
import { START } from "../helpers/time-and-chance";

const DAY = 86_400;
const TTL_DAYS = 35;
const key_name = "ai-multi-comms/openai-api-key/whatsapp-dev";

/** A message that was sent, in a thread of its own after two that are kept, of a record that ends 35 days after its claim. */
const ending = (overrides: JsonObject = {}): JsonObject => {
  const { check_bucket, next_check_at, ...sent } = claimedRecord("whatsapp", {
    at: new Date(START),
    ttlDays: TTL_DAYS,
  });
  return { ...sent, send_state: "sent", thread_id: "conv_3", threads: ["conv_1", "conv_2"], ...overrides };
};

/** Sweeps some days after the claim, where OpenAI deletes a thread or says why not. */
const sweptAfter = async (days: number, record = ending(), refusal?: string) => {
  const removed: (readonly [string, string])[] = [];
  const threads: Threads = {
    remove: (apiKey, id) =>
      refusal === undefined
        ? TE.rightIO(() => {
            removed.push([apiKey, id]);
            return { items: 2, found: true };
          })
        : TE.left(refusal),
  };
  const fixture = sweeperFixture([record], { seconds: days * DAY, threads });
  await sweep(fixture.env)();
  return { ...fixture, removed, after: fixture.recordOf(record) ?? {} };
};

const inSeconds = (seconds: number): string => new Date(Date.parse(START) + seconds * 1_000).toISOString();

test("are all deleted a week before DynamoDB deletes it, and not before; then there is nothing more to do", async () => {
  const early = await sweptAfter(TTL_DAYS - 7 - 1 / DAY);
  assert.equal([early.removed, early.after], [[], ending()]);

  const { removed, after, lines, store, env } = await sweptAfter(TTL_DAYS - 7);

  assert.equal(
    removed,
    ["conv_3", "conv_1", "conv_2"].map((id) => [ASSISTANT_KEY, id]),
  );
  const { retention_bucket, retention_check_at, ...rest } = ending();
  assert.equal(after, { ...rest, threads_ended_at: inSeconds((TTL_DAYS - 7) * DAY) });
  assert.is(after.ttl, Date.parse(START) / 1_000 + TTL_DAYS * DAY);
  assert.equal(lines, []);
  await sweep(env)();
  assert.is(store.changes.length, 1);
});

for (const [what, refusal, secrets, reason] of [
  ["OpenAI refuses", "OpenAI answers 503 (no code)", undefined, "OpenAI answers 503 (no code)"],
  ["the key's secret is gone", undefined, {}, `secret ${key_name}: ResourceNotFoundException`],
] as const)
  test(`stay for another hour when ${what}, and are told by their ids on the last day`, async () => {
    const told = async (days: number) => {
      const fixture = await sweptAfter(days, ending(), refusal ?? "not asked");
      if (secrets !== undefined) {
        fixture.lines.length = 0;
        fixture.store.put(ending());
        await sweep({ ...fixture.env, secrets: fakeSecrets(secrets).secrets })();
      }
      const { ttl: _, ...after } = fixture.recordOf(ending()) ?? {};
      assert.is(after.retention_check_at, inSeconds(days * DAY + 3_600));
      return fixture.lines.map((line) => [line.level, line.event, line.reason, line.thread_id, line.critical]);
    };
    assert.equal(await told(28), [["warn", "threads_not_deleted", reason, undefined, undefined]]);
    assert.equal(
      await told(34.5),
      ["conv_3", "conv_1", "conv_2"].map((id) => ["error", "thread_left_behind", reason, id, true]),
    );
  });

test("are deleted with no other key than the record's, which may be the project's own", async () => {
  const api_key_reference = "ai-multi-comms/openai-api-key/ci-aaa-001/pi-aaa-001/whatsapp-dev";
  const { lines, removed } = await sweptAfter(28, ending({ ai_config: { api_key_reference } }));
  assert.equal(removed, []);
  assert.equal(
    lines.map(({ reason }) => reason),
    [`secret ${api_key_reference}: ResourceNotFoundException`],
  );
});

test("are none where no thread was opened, or an erasure has taken them", async () => {
  const none = await sweptAfter(30, ending({ thread_id: null, threads: undefined }));
  assert.equal([none.removed, none.after.retention_bucket], [[], undefined]);
  const erased = await sweptAfter(30, ending({ erased_at: START, thread_id: undefined, threads: undefined }));
  assert.equal([erased.removed, erased.after.retention_bucket], [[], undefined]);
});

test("of a record that cannot be read are for an operator, and hold up no other", async () => {
  const { lines, after } = await sweptAfter(30, ending({ send_state: "lost" }));
  assert.equal(
    lines.map(({ level, event, critical }) => [level, event, critical]),
    [["error", "threads_not_deleted", true]],
  );
  assert.is(after.retention_check_at, inSeconds(30 * DAY + 3_600));
});

test("are looked for only where a record ends; a guard ends with it, and a request that lost its id has none", () => {
  const message = sampleMessage("whatsapp");
  const names = (item: JsonObject) => Object.keys(item).filter((name) => /^retention_|^ttl$/.test(name));
  const loss = { at: new Date(START), processorVersion: "2.3.4", ttlDays: TTL_DAYS, reason: "taken" };
  assert.equal(names(claimedRecord()), []);
  assert.equal(names(ending()), ["ttl", "retention_bucket", "retention_check_at"]);
  assert.equal(names(lostConversation(message, loss)), ["ttl"]);
  assert.equal(guardItem(requestGuard(message), new Date(START), TTL_DAYS).ttl, ending().ttl);
});
