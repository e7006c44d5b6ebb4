import * as fc from "fast-check";
import { type Channel, channels } from "../../../runtime/request/request";
import type { CarrierMood } from "./carrier-model";
import { type Fault, faultKinds } from "./fault";
import type { Request } from "./requests";
import type { World } from "./world";

/** One thing that happens to the world. */
export type Action =
  | { readonly does: "request"; readonly request: Request }
  | { readonly does: "duplicate"; readonly channel: Channel; readonly nth: number }
  | { readonly does: "strike"; readonly fault: Fault; readonly inCalls: number }
  | { readonly does: "pass"; readonly ms: number }
  | { readonly does: "receipt"; readonly nth: number; readonly status: string }
  | { readonly does: "mood"; readonly mood: CarrierMood }
  | { readonly does: "secrets"; readonly missing: boolean }
  | { readonly does: "assistant"; readonly down: boolean }
  | { readonly does: "redrive"; readonly channel: Channel };

/** Two conversations between the same numbers, one that has its recipient for itself, one by mail. */
const requests: readonly Request[] = [
  { id: 1_001, channel: "whatsapp", recipient: 1 },
  { id: 1_002, channel: "whatsapp", recipient: 1 },
  { id: 1_003, channel: "sms", recipient: 1 },
  { id: 1_004, channel: "email", recipient: 2 },
];

/** The same ids again, with something else. */
const conflicts: readonly Request[] = [
  { id: 1_001, channel: "whatsapp", recipient: 1, note: "second" },
  { id: 1_002, channel: "email", recipient: 3 },
  { id: 1_004, channel: "email", recipient: 4 },
];

const moods: readonly CarrierMood[] = [
  "takes",
  "loses its answer",
  "never answers",
  "is throttling",
  "refuses connections",
  "fails",
  "fails and takes",
  "refuses for good",
  "wants other credentials",
];

const SECOND = 1_000;
const LEASE = 160 * SECOND;
const DAY = 86_400 * SECOND;
const statuses = ["queued", "sent", "processed", "delivered", "read", "open", "failed", "undelivered", "nonsense"];

const strike = fc.record({
  does: fc.constant("strike" as const),
  fault: fc.record({
    when: fc.constantFrom("before" as const, "after" as const),
    kind: fc.constantFrom(...faultKinds),
  }),
  inCalls: fc.nat(20),
});
const pass = fc.record({
  does: fc.constant("pass" as const),
  ms: fc.constantFrom(100, SECOND, 5 * SECOND, 30 * SECOND, LEASE + SECOND, 300 * SECOND, 3_600 * SECOND, DAY, 5 * DAY),
});

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ does: fc.constant("request" as const), request: fc.constantFrom(...requests) }) },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant("request" as const), request: fc.constantFrom(...conflicts) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant("duplicate" as const),
      channel: fc.constantFrom(...channels),
      nth: fc.nat(5),
    }),
  },
  { weight: 6, arbitrary: strike },
  { weight: 6, arbitrary: pass },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant("receipt" as const),
      nth: fc.nat(5),
      status: fc.constantFrom(...statuses),
    }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant("mood" as const), mood: fc.constantFrom(...moods) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("secrets" as const), missing: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("assistant" as const), down: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("redrive" as const), channel: fc.constantFrom(...channels) }) },
);

export const history = fc.record({
  receipts: fc.boolean(),
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
