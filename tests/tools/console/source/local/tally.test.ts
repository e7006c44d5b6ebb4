import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeDepthLog, makeTally } from "../../../../../tools/console/source/local/tally";

const T0 = 1_763_640_000_000;

test("count all, and per second what came in the last five whole seconds", () => {
  const tally = makeTally();
  for (const seconds of [0, 1, 1.5, 4.9, 6]) tally.add("sent", T0 + seconds * 1000);
  const { sent, accepted } = tally.counts(T0 + 6_500);
  assert.equal(sent, { total: 5, perSecond: 0.6 });
  assert.equal(accepted, { total: 0, perSecond: 0 });
});

test("are put into steps for the chart", () => {
  const tally = makeTally();
  for (const seconds of [0, 1, 2, 5]) tally.add("accepted", T0 + seconds * 1000);
  assert.equal(tally.perStep("accepted", T0 / 1000, 4, 2), [2, 1, 1, 0]);
});

test("forget single seconds after an hour, and never the total", () => {
  const tally = makeTally();
  tally.add("sent", T0);
  tally.add("sent", T0 + 3_700_000);
  assert.equal(tally.perStep("sent", T0 / 1000, 1, 1), [0]);
  assert.equal(tally.counts(T0 + 3_701_000).sent?.total, 2);
});

test("a queue's depth is the deepest of each step, and unknown where nobody looked", () => {
  const depths = makeDepthLog();
  depths.note(T0, 3);
  depths.note(T0 + 500, 1);
  depths.note(T0 + 1_000, 7);
  assert.equal(depths.perStep(T0 / 1000, 2, 2), [7, null]);
});
