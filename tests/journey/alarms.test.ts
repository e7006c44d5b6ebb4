import * as assert from "uvu/assert";
import { type Channel, channels } from "../../runtime/request/request";
import {
  askedInVain,
  type Condition,
  crashing,
  missed,
  poisoned,
  refusedByTheQueue,
  sentTwice,
  subscribeToAlarms,
  throttled,
  unknowable,
  unreadable,
  unrecorded,
  unrecordedOptOut,
  unsigned,
  untellable,
  waiting,
} from "./alarm-conditions";
import type { Journey } from "./engines";
import { eventually } from "./eventually";
import { sharedJourney } from "./shared-journey";

const test = sharedJourney({
  preload: "marked-faults.cjs",
  config: {
    queueVisibilitySeconds: 5,
    queueMaxReceiveCount: 2,
    retryFirstSeconds: 0.1,
    // Twice that is the age at which a message waits too long: above what any other condition takes, on a busy machine too.
    retrySpanSeconds: 6,
    carrierTimeoutSeconds: 1,
    reconcileAfterSeconds: 2,
    sweepSeconds: 3_600,
  },
})("each alarm's condition, and no other, fires it");

let mail: Promise<() => Promise<readonly string[]>> | undefined;

/** What has come to a queue that listens to the alarms from the first test on. */
const mailIn = (journey: Journey) => (mail ??= subscribeToAlarms(journey, "journey-alarms"));

/** The alarms that have fired, in their order, by the thing that they are about. */
const fired = ({ heard }: Journey): readonly string[] =>
  heard.alarms
    .filter(({ state }) => state.value === "ALARM")
    .map(({ state }) => state.alarm.name.replace(/^ai-multi-comms-(.*)-local$/, "$1"));

type Step = { readonly alarms: readonly string[]; readonly conditions: readonly Condition[] };

const one = (alarm: string, condition: Condition): Step => ({ alarms: [alarm], conditions: [condition] });

/** Of one channel by itself, and then of the others side by side, which saves half the time. */
const ofChannels = (alarm: string, condition: (channel: Channel) => Condition): readonly Step[] =>
  [channels.slice(0, 1), channels.slice(1)].map((some) => ({
    alarms: some.map((channel) => `${channel}-${alarm}`),
    conditions: some.map(condition),
  }));

const handlers = [
  ...channels.map((channel) => `${channel}-processor`),
  "desk",
  "receipts",
  "inbound",
  "replies",
  "sweeper",
  "events",
  "webhooks",
];

const steps: readonly Step[] = [
  ...ofChannels("critical-failures", unrecorded),
  one("receipts-critical-failures", sentTwice),
  one("waits-for-operator", unknowable),
  one("sweeper-critical-failures", unreadable),
  one("router-5xx", refusedByTheQueue),
  one("desk-5xx", askedInVain),
  {
    alarms: ["inbound-refused", "inbound-critical-failures", "opt-outs-unrecorded"],
    conditions: [unrecordedOptOut],
  },
  { alarms: ["inbound-missed", "replies-critical-failures"], conditions: [missed] },
  one("events-critical-failures", untellable),
  one("webhooks-critical-failures", unsigned),
  ...ofChannels("dead-letters", poisoned),
  one("replies-dead-letters", poisoned("replies")),
  one("webhooks-dead-letters", poisoned("events")),
  ...handlers.map((name) => one(`${name}-errors`, crashing(name))),
  ...handlers.map((name) => one(`${name}-throttles`, throttled(name))),
  // Side by side, since each takes as long as a message may wait.
  { alarms: channels.map((channel) => `${channel}-message-age`), conditions: channels.map(waiting) },
];

for (const { alarms, conditions } of steps)
  test(alarms.join(", "), async (journey) => {
    await mailIn(journey);
    const before = fired(journey).length;
    await Promise.all(conditions.map((condition) => condition(journey)));
    const fresh = await eventually(`${alarms} among ${fired(journey)}`, async () => {
      const since = fired(journey).slice(before);
      return since.length >= alarms.length ? since : undefined;
    });
    assert.equal([...fresh].sort(), [...alarms].sort());
  });

/**
 * Fires after minutes, after hours without a run, or after days: SQS keeps a message for one at least, and its alarm watches the metric that fires that
 * of a message's age. The stand-in's own tests have both comparisons.
 */
const takesLong = (name: string): boolean =>
  name.endsWith("-expire") ||
  ["sweeper-not-run", "replies-message-age", "webhooks-message-age", "events-behind"].includes(name);

test("these are all, each fired once and told to the topic", async (journey) => {
  const arrived = await mailIn(journey);
  const expected = steps.flatMap(({ alarms }) => alarms).sort();
  const declared = journey.services.cloudWatch.alarms().map(({ alarm }) => alarm.name);
  const named = declared.map((name) => name.replace(/^ai-multi-comms-(.*)-local$/, "$1"));
  assert.equal(named.filter((name) => !takesLong(name)).sort(), expected);
  assert.is(named.filter(takesLong).length, 2 * (channels.length + 2) + 4);
  assert.equal([...fired(journey)].sort(), expected);

  const told: string[] = [];
  await eventually("a notice of each alarm", async () => {
    for (const body of await arrived()) told.push(JSON.parse(JSON.parse(body).Message).AlarmName);
    return told.length >= expected.length ? true : undefined;
  });
  assert.equal(told.map((name) => name.replace(/^ai-multi-comms-(.*)-local$/, "$1")).sort(), expected);
});
