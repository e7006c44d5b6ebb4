import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readStatistic } from "../../../local/cloudwatch/statistic";

const test = suite("statistics");

const values = new Map([
  [1, 2],
  [4, 1],
  [10, 1],
]);

for (const [name, expected] of [
  ["Sum", 16],
  ["Average", 4],
  ["Minimum", 1],
  ["Maximum", 10],
  ["SampleCount", 4],
  ["p50", 1],
  ["p75", 4],
  ["p99.9", 10],
  ["p100", 10],
] as const)
  test(name, () => assert.is(readStatistic(name)(values), expected));

test("others are refused by name", () => {
  for (const name of ["sum", "p", "p101", "TM(10%:90%)", "toString"])
    assert.throws(() => readStatistic(name), `statistic "${name}" is not supported`);
});

test.run();
