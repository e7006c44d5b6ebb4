import { suite } from "uvu";
import * as assert from "uvu/assert";
import { writeUnits } from "../../../scripts/cost-estimate/write-units";

const test = suite("write units");

const table = { keys: ["id"], whole: true };
const whole = { keys: ["group"], whole: true };
const keysOnly = { keys: ["next"], whole: false };

const item = (kilobytes: number, more: Readonly<Record<string, unknown>> = {}) => ({
  id: "a",
  text: "x".repeat(kilobytes * 1024 - 100),
  ...more,
});

test("a new item costs a unit per kilobyte begun", () => {
  assert.equal([writeUnits(table, [], undefined, item(1)), writeUnits(table, [], undefined, item(3))], [1, 3]);
});

test("an update costs what the larger of both states would", () => {
  assert.is(writeUnits(table, [], item(3), item(1)), 3);
});

test("an index without the item's key costs nothing", () => {
  assert.is(writeUnits(table, [whole, keysOnly], undefined, item(2)), 2);
});

test("an index of whole items costs as much again, with every change", () => {
  assert.equal(
    [
      writeUnits(table, [whole], undefined, item(2, { group: "g" })),
      writeUnits(table, [whole], item(2, { group: "g" }), item(2, { group: "g", more: 1 })),
    ],
    [4, 4],
  );
});

test("an index of keys costs only when they change: a deletion and a put", () => {
  assert.equal(
    [
      writeUnits(table, [keysOnly], item(2, { next: "1" }), item(2, { next: "1", more: 1 })),
      writeUnits(table, [keysOnly], item(2, { next: "1" }), item(2, { next: "2" })),
      writeUnits(table, [keysOnly], item(2, { next: "1" }), item(2)),
    ],
    [2, 4, 3],
  );
});

test("a refused write costs a unit", () => {
  assert.is(writeUnits(table, [], undefined, undefined), 1);
});

test.run();
