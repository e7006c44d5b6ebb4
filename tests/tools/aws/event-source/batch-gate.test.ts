import { test } from "uvu";
import * as assert from "uvu/assert";
import { type BatchGate, makeBatchGate } from "../../../../tools/aws/event-source/batch-gate";

/** How many of `count` batches get in at once. */
const admitted = async (gate: BatchGate, count: number): Promise<number> => {
  let inside = 0;
  for (let n = 0; n < count; n += 1)
    gate.enter().then(() => {
      inside += 1;
    });
  await new Promise((done) => setImmediate(done));
  return inside;
};

test("starts with five batches, or fewer when the maximum is lower", async () => {
  assert.is(await admitted(makeBatchGate(50), 10), 5);
  assert.is(await admitted(makeBatchGate(2), 10), 2);
});

test("grows by one with a batch that went well while it was full, up to the maximum", async () => {
  const gate = makeBatchGate(6);
  await admitted(gate, 5);
  gate.leave("Went");
  const afterFirst = await admitted(gate, 2);
  gate.leave("Went");
  const afterSecond = await admitted(gate, 2);
  assert.equal([afterFirst, afterSecond], [2, 1]);
});

test("does not grow with a poll that found nothing", async () => {
  const gate = makeBatchGate(6);
  await admitted(gate, 5);
  gate.leave("Empty");
  assert.is(await admitted(gate, 2), 1);
});

test("halves when the function is throttled, and shrinks by one when it fails", async () => {
  const throttled = makeBatchGate(50);
  await admitted(throttled, 5);
  for (const signal of ["Throttled", "Empty", "Empty", "Empty", "Empty"] as const) throttled.leave(signal);
  const failed = makeBatchGate(50);
  await admitted(failed, 5);
  for (const signal of ["Failed", "Empty", "Empty", "Empty", "Empty"] as const) failed.leave(signal);
  assert.equal([await admitted(throttled, 10), await admitted(failed, 10)], [2, 4]);
});

test("lets everybody in once it is closed, so that nobody waits for ever", async () => {
  const gate = makeBatchGate(2);
  await admitted(gate, 2);
  gate.close();
  assert.is(await admitted(gate, 3), 3);
});
