import * as E from "fp-ts/Either";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { AssistantError } from "../../runtime/ports/assistant";
import { channels } from "../../runtime/request/request";
import { accountOf } from "./support/account";
import type { CarrierMood } from "./support/carrier-model";
import type { Fault } from "./support/fault";
import { makeWorld, type World } from "./support/world";
import { quick } from "./support/world-options";

const HOURS_MS = 12 * 3_600_000;

/** What goes wrong and is mended again; what its record says meanwhile, and why, once it has had its receives. */
type Setback = readonly [name: string, weather: Partial<World["weather"]>, status: string, because: RegExp];

const mood = (name: CarrierMood) => ({ mood: () => name });
const assistantFails = (_tag: AssistantError["_tag"], reason: string) => ({
  assistantFails: { _tag, reason, retryAfterSeconds: undefined },
});

const unmended = "a refusal for good";

const setbacks: readonly Setback[] = [
  [
    "a key that the assistant does not accept",
    assistantFails("AssistantUnauthorised", "status 401"),
    "failed_to_process_ai",
    /assistant: status 401/,
  ],
  [
    "answers that cannot be used",
    assistantFails("AssistantRefused", "not JSON"),
    "failed_to_process_ai",
    /assistant: not JSON/,
  ],
  [
    "a template with other variables",
    { template: E.right(["1"]) },
    "failed_unknown",
    /the template has the variables 1/,
  ],
  [
    "no such template",
    { template: E.left({ _tag: "TemplateRefused", reason: "no such template" }) },
    "failed_to_send_message",
    /carrier: no such template/,
  ],
  [
    "a carrier that does not tell of its template",
    { template: E.left({ _tag: "CarrierSilent", reason: "status 503" }) },
    "failed_to_send_message",
    /carrier: status 503/,
  ],
  ["no secret", { secretsAreMissing: true }, "failed_secrets_fetch", /ResourceNotFoundException/],
  ["no assistant", { assistantIsDown: true }, "failed_to_process_ai", /assistant: status 503/],
  ["a carrier that throttles", mood("is throttling"), "failed_to_send_message", /carrier: /],
  [
    "credentials that are not accepted",
    mood("wants other credentials"),
    "failed_to_send_message",
    /carrier: credentials refused/,
  ],
  [unmended, mood("refuses for good"), "failed_to_send_message", /carrier refused: 21211/],
];

for (const channel of channels)
  for (const [name, weather, status, because] of setbacks)
    test(`${channel}, ${name}: its record says so, and once that is mended a redrive completes what can be`, async () => {
      const world = makeWorld();
      const fair = { ...world.weather };
      Object.assign(world.weather, weather);
      const queued = world.accept({ id: 1_001, channel, recipient: 1 });
      const lying = () => world.queues[channel].deadLetters().length;
      await world.run(HOURS_MS);
      assert.is(world.store.find(queued.key)?.conversation_status, status);
      assert.match(accountOf(world, queued).because, because);
      assert.is(lying(), 1);

      Object.assign(world.weather, fair);
      world.queues[channel].redrive();
      await world.run(HOURS_MS);

      const { end, sends } = accountOf(world, queued);
      assert.equal([end, sends, lying()], name === unmended ? ["failed", 0, 1] : ["sent", 1, 0]);
      assert.equal(world.monitor.violations, []);
    });

/** Strikes the first call of a name that is made once `begins` says so. */
const once = (name: string, fault: Fault, begins: (world: World) => boolean) => {
  let struck = false;
  return (world: World): void => {
    world.weather.faults = (call) => {
      if (struck || call.name !== name || !begins(world)) return undefined;
      struck = true;
      return fault;
    };
  };
};

/** The first receive puts the guard and the record, the second the guard again. */
const puts = ({ calls }: World): number => calls.filter((name) => name === "conversations.putNew").length;
const isClaiming = (world: World): boolean => puts(world) === 2;
const isReceivedAgain = (world: World): boolean => puts(world) > 2;

/** What is over in a moment costs seconds: nobody waits for a lease that nobody has. */
const moments: Readonly<Record<string, (world: World) => void>> = {
  "a carrier that cannot be reached": () => undefined,
  "a lost answer to the claim": once("conversations.putNew", { when: "after", kind: "reset" }, isClaiming),
  "a store that fails once when the conversation is taken over": once(
    "conversations.change",
    { when: "before", kind: "throttled" },
    isReceivedAgain,
  ),
};

for (const channel of channels)
  for (const [name, strike] of Object.entries(moments))
    test(`${channel}, ${name}: sent within a minute`, async () => {
      const world = makeWorld();
      strike(world);
      world.weather.mood = () => "refuses connections";
      const queued = world.accept({ id: 1_001, channel, recipient: 1 });
      await world.run(3_000);
      world.weather.mood = () => "takes";
      await world.run(57_000);
      assert.is(accountOf(world, queued).end, "sent");
    });

for (const channel of channels)
  test(`${channel}: what is refused for good is with the dead letters within a minute`, async () => {
    const world = makeWorld();
    world.weather.mood = () => "refuses for good";
    world.accept({ id: 1_001, channel, recipient: 1 });
    await world.run(60_000);
    assert.is(world.queues[channel].deadLetters().length, 1);
  });

for (const channel of channels) {
  test(`${channel}: what a store that takes no changes holds up is sent once it does`, async () => {
    const world = makeWorld({
      faults: ({ name }) => (name === "conversations.change" ? { when: "before", kind: "throttled" } : undefined),
    });
    const queued = world.accept({ id: 1_001, channel, recipient: 1 });
    await world.run(10_000);
    world.weather.faults = () => undefined;
    await world.run(HOURS_MS);
    assert.equal([accountOf(world, queued).end, ...world.monitor.violations], ["sent"]);
  });

  test(`${channel}: too little time for the only receive is told, and a redrive completes it`, async () => {
    const settings = { leaseSeconds: 30, heartbeatSeconds: 10_000, maxReceiveCount: 1 };
    const world = makeWorld({ settings, latencies: { ...quick, assistant: 28_700 } });
    const queued = world.accept({ id: 1_001, channel, recipient: 1 });
    await world.run(HOURS_MS);
    const { because } = accountOf(world, queued);
    assert.equal(
      [world.store.find(queued.key)?.conversation_status, because],
      ["failed_unknown", "too little time was left"],
    );
    assert.is(world.queues[channel].deadLetters().length, 1);
    world.queues[channel].redrive();
    await world.run(HOURS_MS);
    assert.equal([accountOf(world, queued).end, ...world.monitor.violations], ["sent"]);
  });

  test(`${channel}: an outcome that nobody knows leaves nothing among the dead letters, even at the only receive`, async () => {
    const world = makeWorld({ receipts: false, settings: { maxReceiveCount: 1 } });
    world.weather.mood = () => "loses its answer";
    const queued = world.accept({ id: 1_001, channel, recipient: 1 });
    await world.run(HOURS_MS);
    assert.equal(
      [accountOf(world, queued).end, world.queues[channel].deadLetters().length],
      [channel === "email" ? "delivery_unknown" : "sent", 0],
    );
  });
}

for (const channel of channels)
  test(`${channel}: what a worker left in sending is uncertain as soon as its lease is over`, async () => {
    const killed = once("carrier.send", { when: "before", kind: "killed" }, () => true);
    const world = makeWorld({ receipts: false });
    killed(world);
    const queued = world.accept({ id: 1_001, channel, recipient: 1 });
    await world.run(175_000);
    assert.is(world.store.find(queued.key)?.send_state, "uncertain");
  });

test("a repetition of a message of which nobody knows whether it was sent is done with", async () => {
  const world = makeWorld({ receipts: false });
  world.weather.mood = () => "loses its answer";
  const queued = world.accept({ id: 1_001, channel: "email", recipient: 1 });
  await world.run(HOURS_MS);
  world.queues.email.duplicate(0);
  await world.run(HOURS_MS);
  assert.equal([accountOf(world, queued).end, world.queues.email.deadLetters().length], ["delivery_unknown", 0]);
});

test("what a day's limit stops has failed, and is done with", async () => {
  const world = makeWorld();
  const limits = { messages_per_recipient_per_day: 1 };
  const [first, second] = [1_001, 1_002].map((id) => world.accept({ id, channel: "sms", recipient: 1, limits }));
  await world.run(HOURS_MS);
  const told = [first, second].flatMap((queued) => (queued === undefined ? [] : [accountOf(world, queued)]));
  assert.equal(told.map(({ end, sends }) => `${end} ${sends}`).sort(), ["failed 0", "sent 1"]);
  assert.match(told.map(({ because }) => because).join(), /the limit messages_per_recipient_per_day \(1\) is reached/);
  assert.equal([world.queues.sms.deadLetters(), world.monitor.violations], [[], []]);
});

test("what has cost the assistant all that it may is with the dead letters within a minute", async () => {
  const world = makeWorld();
  world.weather.assistantFails = { _tag: "AssistantRefused", reason: "not JSON" };
  const limits = { assistant_calls_per_conversation: 1 };
  const queued = world.accept({ id: 1_001, channel: "sms", recipient: 1, limits });
  await world.run(60_000);
  assert.equal(
    [accountOf(world, queued).because, world.queues.sms.deadLetters().length],
    ["assistant: the conversation has had its 1 calls", 1],
  );
});
