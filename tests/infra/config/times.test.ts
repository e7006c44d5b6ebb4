import * as fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { derivedTimes } from "../../../infra/config/times";
import { faultsIn, rightTexts } from "./faults-in";

const testDerivedTimes = suite("derived-times");

const unset = {
  queueVisibilitySeconds: undefined,
  leaseSeconds: undefined,
  heartbeatSeconds: undefined,
  reconcileAfterSeconds: undefined,
};

testDerivedTimes("follow from the processor's timeout", () => {
  assert.equal(derivedTimes({ ...unset, processorTimeoutSeconds: 150 }), {
    processorTimeoutSeconds: 150,
    queueVisibilitySeconds: 900,
    leaseSeconds: 160,
    heartbeatSeconds: 53,
    reconcileAfterSeconds: 270,
  });
});

testDerivedTimes("keep the lease within a short visibility", () => {
  assert.equal(derivedTimes({ ...unset, processorTimeoutSeconds: 150, queueVisibilitySeconds: 5 }), {
    processorTimeoutSeconds: 150,
    queueVisibilitySeconds: 5,
    leaseSeconds: 5,
    heartbeatSeconds: 1,
    reconcileAfterSeconds: 270,
  });
});

testDerivedTimes("stay as they are set", () => {
  const given = {
    processorTimeoutSeconds: 60,
    queueVisibilitySeconds: 400,
    leaseSeconds: 90,
    heartbeatSeconds: 20,
    reconcileAfterSeconds: 100,
  };

  assert.equal(derivedTimes(given), given);
});

testDerivedTimes("make no impossible combination with any timeout and visibility that is right by itself", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 900 }), fc.integer({ min: 2, max: 43_200 }), (timeout, visibility) => {
      const texts = {
        ...rightTexts,
        processorTimeoutSeconds: String(timeout),
        queueVisibilitySeconds: String(visibility),
      };

      assert.equal(faultsIn(texts, "local"), []);
    }),
    { numRuns: 200 },
  );
});

testDerivedTimes.run();

const testImpossibleCombinations = suite("impossible-combinations");

type Row = {
  readonly title: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly stack?: string;
  readonly faults: readonly string[];
};

const rows: readonly Row[] = [
  {
    title: "refuse a visibility below the processor's timeout, which Lambda refuses as well",
    texts: { queueVisibilitySeconds: "149" },
    faults: [
      "queueVisibilitySeconds must not be below processorTimeoutSeconds (150): Lambda refuses the queue, for example 900",
    ],
  },
  { title: "take a visibility of exactly the timeout", texts: { queueVisibilitySeconds: "150" }, faults: [] },
  {
    title: "take a visibility below the timeout on one machine",
    texts: { queueVisibilitySeconds: "5" },
    stack: "local",
    faults: [],
  },
  {
    title: "refuse dead letters that are not kept longer than messages",
    texts: { queueRetentionDays: "7", dlqRetentionDays: "7" },
    faults: [
      "dlqRetentionDays must exceed queueRetentionDays (7): a dead-letter queue counts from the first enqueueing, for example 14",
    ],
  },
  {
    title: "refuse a lease that outlasts the visibility",
    texts: { leaseSeconds: "901" },
    faults: ["leaseSeconds must not exceed queueVisibilitySeconds (900), for example 160"],
  },
  {
    title: "refuse such a lease on one machine as well",
    texts: { queueVisibilitySeconds: "5", leaseSeconds: "6" },
    stack: "local",
    faults: ["leaseSeconds must not exceed queueVisibilitySeconds (5), for example 5"],
  },
  { title: "take a lease as long as the visibility", texts: { leaseSeconds: "900" }, faults: [] },
  {
    title: "refuse a heartbeat that comes when the lease is over",
    texts: { leaseSeconds: "30", heartbeatSeconds: "30" },
    faults: ["heartbeatSeconds must be below leaseSeconds (30), for example 10"],
  },
  {
    title: "refuse a first retry beyond the span of all",
    texts: { retryFirstSeconds: "3", retrySpanSeconds: "2" },
    faults: ["retryFirstSeconds must not exceed retrySpanSeconds (2), for example 2"],
  },
  {
    title: "refuse large batches without a window",
    texts: { batchSize: "11" },
    faults: ["batchWindowSeconds must be at least 1 when batchSize is above 10, for example 1"],
  },
  { title: "take large batches with a window", texts: { batchSize: "11", batchWindowSeconds: "1" }, faults: [] },
  {
    title: "refuse a sweep in parts of a minute, which the schedule cannot do",
    texts: { sweepSeconds: "90" },
    faults: ["sweepSeconds must be whole minutes, for example 60"],
  },
  { title: "take any sweep on one machine", texts: { sweepSeconds: "2" }, stack: "local", faults: [] },
  {
    title: "are all reported together, and beside other faults",
    texts: { queueVisibilitySeconds: "100", leaseSeconds: "101", sweepSeconds: "90", batchSize: "many" },
    faults: [
      "batchSize must be a whole number from 1 to 10000, for example 10",
      "queueVisibilitySeconds must not be below processorTimeoutSeconds (150): Lambda refuses the queue, for example 900",
      "leaseSeconds must not exceed queueVisibilitySeconds (100), for example 100",
      "sweepSeconds must be whole minutes, for example 60",
    ],
  },
  {
    title: "say nothing of a value that another, faulty one would be compared with",
    texts: { queueVisibilitySeconds: "100", processorTimeoutSeconds: "soon" },
    faults: ["processorTimeoutSeconds must be a whole number from 2 to 900, for example 150"],
  },
];

for (const { title, texts, stack, faults } of rows) {
  testImpossibleCombinations(title, () => {
    assert.equal(faultsIn({ ...rightTexts, ...texts }, stack), faults);
  });
}

testImpossibleCombinations.run();
