import * as fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { derivedTimes } from "../../../infra/config/derived-times";
import { faultsIn, rightTexts } from "./faults-in";

const test = suite("derived-times");

const unset = {
  queueVisibilitySeconds: undefined,
  leaseSeconds: undefined,
  heartbeatSeconds: undefined,
  reconcileAfterSeconds: undefined,
};

test("follow from the processor's timeout", () => {
  assert.equal(derivedTimes({ ...unset, processorTimeoutSeconds: 150 }), {
    processorTimeoutSeconds: 150,
    queueVisibilitySeconds: 900,
    leaseSeconds: 160,
    heartbeatSeconds: 53,
    reconcileAfterSeconds: 270,
  });
});

test("keep the lease within a short visibility", () => {
  assert.equal(derivedTimes({ ...unset, processorTimeoutSeconds: 150, queueVisibilitySeconds: 5 }), {
    processorTimeoutSeconds: 150,
    queueVisibilitySeconds: 5,
    leaseSeconds: 5,
    heartbeatSeconds: 1,
    reconcileAfterSeconds: 270,
  });
});

test("stay as they are set", () => {
  const given = {
    processorTimeoutSeconds: 60,
    queueVisibilitySeconds: 400,
    leaseSeconds: 90,
    heartbeatSeconds: 20,
    reconcileAfterSeconds: 100,
  };

  assert.equal(derivedTimes(given), given);
});

test("make no impossible combination with any timeout and visibility that is right by itself", () => {
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

test.run();
