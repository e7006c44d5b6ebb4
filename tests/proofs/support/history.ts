import * as fc from "fast-check";
import { channels } from "../../../runtime/request/request";
import { carrierMoods } from "./carrier-model";
import { deskIn } from "./desk";
import { faultKinds, lateKinds, noFaults } from "./fault";
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
const statuses = [
  "queued",
  "sent",
  "processed",
  "delivered",
  "read",
  "open",
  "failed",
  "undelivered",
  "nonsense",
  "spamreport",
];

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

/** Something that happens to the world so often, in one of several ways. */
const act = <A>(weight: number, does: string, how: fc.Arbitrary<A>, live: (world: World, how: A) => unknown) => ({
  weight,
  arbitrary: how.map((one) => ({ does, how: one, live: (world: World) => live(world, one) })),
});
const turn =
  <A>(to: (how: A) => Partial<World["weather"]>) =>
  ({ weather }: World, how: A): unknown =>
    Object.assign(weather, to(how));
/** Ends of opt-outs as often as opt-outs, so that most recipients may be written to. */
const words = (["person", "company"] as const).flatMap((setBy) =>
  (["suppressed", "clear"] as const).map((state) => ({
    setBy,
    state,
    source: setBy === "person" ? ("keyword" as const) : setBy,
  })),
);
const cancelIn = (world: World, { id }: Request): void =>
  void deskIn(world, world.random, id)
    .cancel()
    .then(({ body }) => {
      if (body.conversation_status === "cancelled") world.cancelled.push(id);
    });
const nth = fc.nat(5);
const anyChannel = fc.constantFrom(...channels);

const action = fc.oneof(
  act(5, "request", fc.constantFrom(...requests), (world, request) => world.accept(request)),
  act(1, "conflict", fc.constantFrom(...conflicts), (world, request) => world.accept(request)),
  act(2, "duplicate", fc.tuple(anyChannel, nth), ({ queues }, [channel, of]) => queues[channel].duplicate(of)),
  act(6, "strike", fc.record({ fault: strike, inCalls: fc.nat(20) }), ({ weather, calls }, { fault, inCalls }) => {
    const target = calls.length + inCalls;
    const others = weather.faults;
    weather.faults = (call) => (call.index === target ? fault : others(call));
  }),
  act(6, "pass", fc.constantFrom(...spans), (world, ms) => world.run(ms)),
  act(2, "receipt", fc.tuple(nth, fc.constantFrom(...statuses)), (world, [of, status]) => {
    const entry = world.ledger[of];
    if (entry !== undefined) world.post(entry, status);
  }),
  act(
    3,
    "mood",
    fc.constantFrom(...carrierMoods),
    turn((mood) => ({ mood: () => mood })),
  ),
  act(
    1,
    "missing secrets",
    fc.boolean(),
    turn((secretsAreMissing) => ({ secretsAreMissing })),
  ),
  act(
    1,
    "changed secrets",
    secrets,
    turn((changed) => ({ secrets: changed })),
  ),
  act(1, "stranger", fc.constantFrom(...requests), (world, request) => world.strangerSends(request)),
  act(
    1,
    "listing",
    fc.constantFrom(...listingDelays),
    turn((listingDelayMs) => ({ listingDelayMs })),
  ),
  act(
    1,
    "lost receipts",
    fc.boolean(),
    turn((losesReceipts) => ({ losesReceipts })),
  ),
  act(
    1,
    "assistant",
    fc.boolean(),
    turn((assistantIsDown) => ({ assistantIsDown })),
  ),
  act(1, "consent", fc.tuple(fc.constantFrom(...requests), fc.constantFrom(...words)), (world, [request, word]) =>
    world.say(request, word),
  ),
  act(2, "cancel", fc.constantFrom(...requests), cancelIn),
  act(1, "redrive", anyChannel, ({ queues }, channel) => queues[channel].redrive()),
);

export const history = fc.record({
  receipts: fc.boolean(),
  indexLagMs: fc.constantFrom(0, 5 * SECOND, 90 * SECOND, 600 * SECOND),
  actions: fc.array(action, { minLength: 1, maxLength: 25, size: "max" }),
});

/** Clear skies, until nothing moves any more; the dead letters are redriven. */
export const comeToRest = async (world: World): Promise<void> => {
  const fair = { faults: noFaults, mood: () => "takes", secretsAreMissing: false, assistantIsDown: false } as const;
  Object.assign(world.weather, fair);
  await world.run();
  for (let redrives = 0; redrives < 2; redrives += 1) {
    for (const channel of channels) world.queues[channel].redrive();
    await world.run();
  }
};
