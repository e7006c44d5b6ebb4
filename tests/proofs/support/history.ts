import * as fc from "fast-check";
import { channels } from "../../../runtime/request/request";
import { carrierMoods } from "./carrier-model";
import { faultKinds, lateKinds } from "./fault";
import type { Request } from "./requests";
import type { World } from "./world";
import { WORDS } from "./world-options";

/** Between the same numbers two with different words and, by SMS, two with the same; one by mail. */
const requests: readonly Request[] = [
  { id: 1_001, channel: "whatsapp", recipient: 1 },
  { id: 1_002, channel: "whatsapp", recipient: 1 },
  { id: 1_003, channel: "sms", recipient: 1 },
  { id: 1_003 + WORDS.length, channel: "sms", recipient: 1 },
  { id: 1_004, channel: "email", recipient: 2 },
];

/** The same ids again, with something else. */
const conflicts: readonly Request[] = [
  { id: 1_001, channel: "whatsapp", recipient: 1, note: "second" },
  { id: 1_002, channel: "email", recipient: 3 },
  { id: 1_004, channel: "email", recipient: 4 },
];

const SECOND = 1_000;
const LEASE = 160 * SECOND;
const DAY = 86_400 * SECOND;
const statuses = ["queued", "sent", "processed", "delivered", "read", "open", "failed", "undelivered", "nonsense"];

const does = <Word extends string>(word: Word) => fc.constant(word);
const strike = fc.record({
  when: fc.constantFrom("before", "after"),
  kind: fc.constantFrom(...faultKinds, ...lateKinds, ...lateKinds),
});
const secrets = fc.record({
  account: fc.constantFrom(1 as const, 2 as const),
  rotations: fc.nat(1),
  smsTemplate: fc.boolean(),
});
const listingDelays = [0, 200 * SECOND, 600 * SECOND, 3_600 * SECOND];
const spans = [100, SECOND, 5 * SECOND, 30 * SECOND, LEASE + SECOND, 300 * SECOND, 3_600 * SECOND, DAY, 5 * DAY];

/** One thing that happens to the world. */
const action = fc.oneof(
  { weight: 5, arbitrary: fc.record({ does: does("request"), request: fc.constantFrom(...requests) }) },
  { weight: 1, arbitrary: fc.record({ does: does("request"), request: fc.constantFrom(...conflicts) }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: does("duplicate"), channel: fc.constantFrom(...channels), nth: fc.nat(5) }),
  },
  { weight: 6, arbitrary: fc.record({ does: does("strike"), fault: strike, inCalls: fc.nat(20) }) },
  { weight: 6, arbitrary: fc.record({ does: does("pass"), ms: fc.constantFrom(...spans) }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: does("receipt"), nth: fc.nat(5), status: fc.constantFrom(...statuses) }),
  },
  { weight: 3, arbitrary: fc.record({ does: does("mood"), mood: fc.constantFrom(...carrierMoods) }) },
  { weight: 1, arbitrary: fc.record({ does: does("secrets"), missing: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ does: does("changed secrets"), secrets }) },
  { weight: 1, arbitrary: fc.record({ does: does("stranger"), request: fc.constantFrom(...requests) }) },
  { weight: 1, arbitrary: fc.record({ does: does("listing"), delayMs: fc.constantFrom(...listingDelays) }) },
  { weight: 1, arbitrary: fc.record({ does: does("lost receipts"), lost: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ does: does("assistant"), down: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ does: does("redrive"), channel: fc.constantFrom(...channels) }) },
);
export type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

export const history = fc.record({
  receipts: fc.boolean(),
  indexLagMs: fc.constantFrom(0, 5 * SECOND, 90 * SECOND, 600 * SECOND),
  actions: fc.array(action, { minLength: 1, maxLength: 25, size: "max" }),
});

/** Has the world live through one action. */
export const live = async (world: World, what: Action): Promise<void> => {
  switch (what.does) {
    case "request":
      world.accept(what.request);
      return;
    case "duplicate":
      world.queues[what.channel].duplicate(what.nth);
      return;
    case "strike": {
      const target = world.calls.length + what.inCalls;
      const others = world.weather.faults;
      world.weather.faults = (call) => (call.index === target ? what.fault : others(call));
      return;
    }
    case "pass":
      return world.run(what.ms);
    case "receipt": {
      const entry = world.ledger[what.nth];
      if (entry !== undefined) world.post(entry, what.status);
      return;
    }
    case "mood":
      world.weather.mood = () => what.mood;
      return;
    case "secrets":
      world.weather.secretsAreMissing = what.missing;
      return;
    case "changed secrets":
      world.weather.secrets = what.secrets;
      return;
    case "stranger":
      world.strangerSends(what.request);
      return;
    case "listing":
      world.weather.listingDelayMs = what.delayMs;
      return;
    case "lost receipts":
      world.weather.losesReceipts = what.lost;
      return;
    case "assistant":
      world.weather.assistantIsDown = what.down;
      return;
    case "redrive":
      world.queues[what.channel].redrive();
  }
};

/** Clear skies, until nothing moves any more; the dead letters are redriven. */
export const comeToRest = async (world: World): Promise<void> => {
  world.weather.faults = () => undefined;
  world.weather.mood = () => "takes";
  world.weather.secretsAreMissing = false;
  world.weather.assistantIsDown = false;
  await world.run();
  for (let redrives = 0; redrives < 2; redrives += 1) {
    for (const channel of channels) world.queues[channel].redrive();
    await world.run();
  }
};
