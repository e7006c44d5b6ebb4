import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { sizeOfValue } from "../../../runtime/conversation/record-size";

const test = suite("record-size");

for (const [what, value, bytes] of [
  ["text by its UTF-8 bytes", "größe 👩", 12],
  ["a truth value and nothing by one", [true, null], 3 + 2 * 2],
  ["a number by half its digits and two more", [0, 12, -123], 3 + 3 * 1 + 3 + 3 + 4],
  ["a list and a map by three, and one for each thing in it", { ab: [], c: {} }, 3 + (2 + 3 + 1) + (1 + 3 + 1)],
] as const) {
  test(`it counts ${what}`, () => {
    assert.is(sizeOfValue(value), bytes);
  });
}

test("whatever the data, it is more than their texts and names", () => {
  const textOf = (value: unknown): number => {
    if (typeof value === "string") return Buffer.byteLength(value);
    if (typeof value !== "object" || value === null) return 0;
    return Object.entries(value).reduce(
      (sum, [name, item]) => sum + (Array.isArray(value) ? 0 : Buffer.byteLength(name)) + textOf(item),
      0,
    );
  };
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (data) => sizeOfValue(data) > textOf(data)));
});

test.run();
