import * as fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { derivedTimes } from "../../../infra/config/times";
import { faultsIn, rightTexts } from "./faults-in";

const derived = suite("derived-times");

const times = (timeout: number, visibility: number, lease: number, heartbeat: number, reconcileAfter: number) => ({
  processorTimeoutSeconds: timeout,
  queueVisibilitySeconds: visibility,
  leaseSeconds: lease,
  heartbeatSeconds: heartbeat,
  reconcileAfterSeconds: reconcileAfter,
});

derived("follow from the processor's timeout", () => {
  assert.equal(derivedTimes({ processorTimeoutSeconds: 150 }), times(150, 900, 160, 53, 270));
});

derived("keep the lease within a short visibility", () => {
  const given = { processorTimeoutSeconds: 150, queueVisibilitySeconds: 5 };

  assert.equal(derivedTimes(given), times(150, 5, 5, 1, 270));
});

derived("stay as they are set", () => {
  const given = times(60, 400, 90, 20, 100);

  assert.equal(derivedTimes(given), given);
});

derived("make no impossible combination with any timeout and visibility that is right by itself", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 900 }), fc.integer({ min: 2, max: 43_200 }), (timeout, visibility) => {
      const texts = {
        ...rightTexts,
        processorTimeoutSeconds: String(timeout),
        queueVisibilitySeconds: String(visibility),
      };

      assert.equal(faultsIn(texts, "local"), []);
      assert.equal(faultsIn({ ...texts, queueVisibilitySeconds: "43200" }), []);
    }),
    { numRuns: 200 },
  );
});

const combinations = suite("impossible-combinations");

type Texts = Readonly<Record<string, string>>;
type Row = readonly [title: string, texts: Texts, ...faults: readonly string[]];

const onAws: readonly Row[] = [
  [
    "refuse a visibility below the processor's timeout, which Lambda refuses as well",
    { queueVisibilitySeconds: "149" },
    "queueVisibilitySeconds must not be below processorTimeoutSeconds (150): Lambda refuses the queue, for example 900",
  ],
  ["take a visibility of exactly the timeout", { queueVisibilitySeconds: "150" }],
  [
    "refuse dead letters that are not kept longer than messages",
    { queueRetentionDays: "7", dlqRetentionDays: "7" },
    "dlqRetentionDays must exceed queueRetentionDays (7): a dead-letter queue counts from the first enqueueing, for example 14",
  ],
  [
    "refuse a lease that outlasts the visibility",
    { leaseSeconds: "901" },
    "leaseSeconds must not exceed queueVisibilitySeconds (900), for example 160",
  ],
  ["take a lease as long as the visibility", { leaseSeconds: "900" }],
  [
    "refuse a heartbeat that comes when the lease is over",
    { leaseSeconds: "30", heartbeatSeconds: "30" },
    "heartbeatSeconds must be below leaseSeconds (30), for example 10",
  ],
  [
    "refuse a first retry beyond the span of all",
    { retryFirstSeconds: "3", retrySpanSeconds: "2" },
    "retryFirstSeconds must not exceed retrySpanSeconds (2), for example 2",
  ],
  [
    "refuse large batches without a window",
    { batchSize: "11" },
    "batchWindowSeconds must be at least 1 when batchSize is above 10, for example 1",
  ],
  ["take large batches with a window", { batchSize: "11", batchWindowSeconds: "1" }],
  [
    "refuse a sweep in parts of a minute, which the schedule cannot do",
    { sweepSeconds: "90" },
    "sweepSeconds must be whole minutes, for example 60",
  ],
  [
    "refuse to take a call for over that may still reach the carrier",
    { reconcileAfterSeconds: "134" },
    "reconcileAfterSeconds must be at least 135: before that a call of carrierTimeoutSeconds (15) may still reach the carrier, for example 135",
  ],
  ["take a reconciliation after a call and two minutes", { reconcileAfterSeconds: "135" }],
  [
    "take a reconciliation after the function's time, where that is shorter than a call's",
    { carrierTimeoutSeconds: "120", processorTimeoutSeconds: "60", reconcileAfterSeconds: "180" },
  ],
  [
    "refuse an alarm on costs that nothing has a price for",
    { costAlarmPerDay: "50" },
    "costAlarmPerDay watches nothing: modelPrices has no model, for example modelPrices beside it",
  ],
  [
    "are all reported together, and beside other faults",
    { queueVisibilitySeconds: "100", leaseSeconds: "101", sweepSeconds: "90", batchSize: "many" },
    "batchSize must be a whole number from 1 to 10000, for example 10",
    "queueVisibilitySeconds must not be below processorTimeoutSeconds (150): Lambda refuses the queue, for example 900",
    "leaseSeconds must not exceed queueVisibilitySeconds (100), for example 100",
    "sweepSeconds must be whole minutes, for example 60",
  ],
  [
    "say nothing of a value that another, faulty one would be compared with",
    { queueVisibilitySeconds: "100", processorTimeoutSeconds: "soon" },
    "processorTimeoutSeconds must be a whole number from 2 to 900, for example 150",
  ],
];

const onOneMachine: readonly Row[] = [
  ["take a visibility below the timeout on one machine", { queueVisibilitySeconds: "5" }],
  [
    "refuse such a lease on one machine as well",
    { queueVisibilitySeconds: "5", leaseSeconds: "6" },
    "leaseSeconds must not exceed queueVisibilitySeconds (5), for example 5",
  ],
  ["take any sweep on one machine", { sweepSeconds: "2" }],
  ["take a reconciliation right after a call on one machine", { reconcileAfterSeconds: "16" }],
  [
    "refuse one during a call there as well",
    { reconcileAfterSeconds: "15" },
    "reconcileAfterSeconds must be at least 16: before that a call of carrierTimeoutSeconds (15) may still reach the carrier, for example 16",
  ],
];

for (const [stack, rows] of Object.entries({ dev: onAws, local: onOneMachine })) {
  for (const [title, texts, ...faults] of rows) {
    combinations(title, () => {
      assert.equal(faultsIn({ ...rightTexts, ...texts }, stack), faults);
    });
  }
}
