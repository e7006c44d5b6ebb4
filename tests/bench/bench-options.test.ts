import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readBenchOptions } from "../../scripts/bench/bench-options";
import { holds, verdictOf } from "../../scripts/bench/report/section";
import { ratios, spreadOf } from "../../scripts/bench/report/spread";

const test = suite("bench");

test("a full run writes to the docs, a quick one only where it is told to", () => {
  assert.equal(readBenchOptions([]), { help: false, quick: false, folder: "docs/performance" });
  assert.equal(readBenchOptions(["--quick"]), { help: false, quick: true, folder: undefined });
  assert.equal(readBenchOptions(["--quick", "--write", "x"]), { help: false, quick: true, folder: "x" });
  assert.throws(() => readBenchOptions(["--fast"]), "--fast");
  assert.throws(() => readBenchOptions(["--write", ""]), "--write: expected a folder");
});

test("a limit holds at its bound, fails beyond, and fails for what could not be measured", () => {
  const most = (value: number) => ({ what: "w", value, bound: { most: 1.05 } });

  assert.equal([most(1.05), most(1.051), most(Number.NaN)].map(holds), [true, false, false]);
  assert.is(holds({ what: "w", value: 0.89, bound: { least: 0.9 } }), false);
  assert.equal(verdictOf(most(1.2)), ["w", "1.200", "≤ 1.05", "FAILED"]);
});

test("a ratio is taken round by round, so that a slow moment of both does not show", () => {
  assert.equal(ratios([10, 100, 12], [20, 200, 24]), { median: 0.5, min: 0.5, max: 0.5, rounds: 3 });
  assert.equal(spreadOf([3, 1, 2]), { median: 2, min: 1, max: 3, rounds: 3 });
});

test.run();
