import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Claimed, ProcessorEnv } from "../../../runtime/processor/stages";
import { hideForLease, withHeartbeat } from "../../../runtime/processor/with-heartbeat";
import { processorSettings } from "../../../tools/measure/sample/functions";
import { type HappyProcessor, happyProcessorEnv, stubbornVisibility } from "../../helpers/processor-env";
import { claimedRecord, deliveryOfBody, exampleClaim } from "../../helpers/queue-message";

const testHideForLease = suite("hide-for-lease");

testHideForLease("a message is hidden for as long as its conversation is held", async () => {
  const { env, hidden } = happyProcessorEnv({ settings: processorSettings({ leaseSeconds: 77 }) });

  assert.equal(await hideForLease(deliveryOfBody("{}"))(env)(), E.right(undefined));
  assert.equal(hidden, [{ receiptHandle: "receipt-1", seconds: 77 }]);
});

testHideForLease("work goes on although the queue does not change it, and the log says so", async () => {
  const { env, lines } = happyProcessorEnv({ visibility: stubbornVisibility });

  assert.equal(await hideForLease(deliveryOfBody("{}"))(env)(), E.right(undefined));
  assert.equal(lines, [{ level: "warn", event: "visibility_unchanged", channel: "whatsapp" }]);
});

const claimed = exampleClaim();
const { key, lease, claimedAt } = claimed;
const record = claimedRecord("whatsapp", { lease, at: claimedAt });

const prepared = (overrides: Partial<ProcessorEnv> = {}): HappyProcessor => {
  const happy = happyProcessorEnv(overrides);
  happy.store.put(record);
  return happy;
};

const beating = withHeartbeat(deliveryOfBody("{}"));
const step = (body: (claimed: Claimed) => Promise<void>) => (holding: Claimed) => () =>
  TE.fromTask(() => body(holding));

/** Works for the time of one beat, and says until when the conversation was held then. */
const overOneBeat = async ({ env, clock, timer }: HappyProcessor, first: () => void = () => undefined) => {
  const seen: string[] = [];
  const result = await beating(
    step(async ({ heldUntil }) => {
      first();
      clock.advance(53_000);
      await timer.tick();
      seen.push(heldUntil().toISOString());
    }),
  )(claimed)(env)();
  return { seen, result };
};

const testWithHeartbeat = suite("with-heartbeat");

testWithHeartbeat("one beat renews lease and visibility together, for a whole lease from then", async () => {
  const happy = prepared();

  await overOneBeat(happy);

  assert.is(happy.store.find(key)?.lease_until, "2026-11-20T11:49:06.000Z");
  assert.equal(happy.hidden, [{ receiptHandle: "receipt-1", seconds: 160 }]);
});

testWithHeartbeat("what works under it sees for how long the conversation is held", async () => {
  const { seen } = await overOneBeat(prepared());

  assert.equal([claimed.heldUntil().toISOString(), ...seen], ["2026-11-20T11:48:13.000Z", "2026-11-20T11:49:06.000Z"]);
});

testWithHeartbeat(
  "a beat whose answer was lost is followed by one that renews, whether or not it was made",
  async () => {
    for (const fault of ["before", "after"] as const) {
      const happy = prepared();
      const result = await beating(
        step(async () => {
          happy.store.failNext("change", fault);
          for (const _ of [1, 2]) {
            happy.clock.advance(53_000);
            await happy.timer.tick();
          }
        }),
      )(claimed)(happy.env)();
      assert.equal([result, happy.store.find(key)?.lease_until], [E.right(undefined), "2026-11-20T11:49:59.000Z"]);
    }
  },
);

testWithHeartbeat("it beats as often as the settings say, and no more once the work is done", async () => {
  const { env, timer } = prepared();
  const during: (readonly number[])[] = [];

  await beating(step(async () => void during.push(timer.running())))(claimed)(env)();

  assert.equal([during, timer.running()], [[[53_000]], []]);
});

testWithHeartbeat("it stops when the work fails, and passes the failure on", async () => {
  const { env, timer } = prepared();

  const result = await beating(() => () => TE.left("why"))(claimed)(env)();

  assert.equal(result, E.left("why"));
  assert.equal(timer.running(), []);
});

const throwing = (): never => {
  throw new Error("unforeseen");
};

for (const [how, failing] of [
  ["rejects", () => () => () => Promise.reject(new Error("unforeseen"))],
  ["throws", () => throwing],
] as const) {
  testWithHeartbeat(`it stops when the work ${how}, and passes the error on`, async () => {
    const { env, timer } = prepared();

    const outcome = await beating(failing)(claimed)(env)().then(
      () => "no error",
      (error: Error) => error.message,
    );

    assert.equal([outcome, timer.running()], ["unforeseen", []]);
  });
}

testWithHeartbeat("a beat that is under way as the work ends is over before the next step", async () => {
  const { env, store, timer } = prepared();
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const change: typeof store.conversations.change = (write, what) => () =>
    gate.then(store.conversations.change(write, what));

  let ended = false;
  const working = beating(step(async () => void timer.tick()))(claimed)({
    ...env,
    conversations: { ...store.conversations, change },
  })().then(() => {
    ended = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  const endedBefore = ended;
  release();
  await working;

  assert.equal([endedBefore, ended], [false, true]);
});

testWithHeartbeat("without the visibility the conversation counts as held no longer than before", async () => {
  const happy = prepared({ visibility: stubbornVisibility });

  const { seen } = await overOneBeat(happy);

  assert.equal(seen, ["2026-11-20T11:48:13.000Z"]);
  assert.equal(happy.lines, [
    { level: "warn", event: "heartbeat_failed", conversation_id: key.conversation_id, status: "VisibilityUnchanged" },
  ]);
});

testWithHeartbeat("a worker that has lost the lease leaves record and visibility to its successor", async () => {
  const happy = prepared();
  const theirs = { ...record, lease_owner: "worker-2", lease_until: "2026-11-20T11:51:00.000Z" };

  await overOneBeat(happy, () => happy.store.put(theirs));

  assert.is(happy.store.find(key)?.lease_until, "2026-11-20T11:51:00.000Z");
  assert.equal(happy.hidden, []);
  assert.equal(
    happy.lines.map(({ event, status }) => [event, status]),
    [["heartbeat_failed", "LeaseLost"]],
  );
});

testWithHeartbeat("a beat in which a port throws is a beat that failed", async () => {
  const happy = prepared({ visibility: { hide: throwing } });

  const { result } = await overOneBeat(happy);

  assert.equal(result, E.right(undefined));
  assert.equal(
    happy.lines.map(({ level, event }) => [level, event]),
    [["warn", "heartbeat_failed"]],
  );
});
