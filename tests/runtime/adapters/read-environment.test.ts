import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readEnvironment } from "../../../runtime/adapters/read-environment";

const test = suite("read-environment");

test.before.each(() => {
  process.env.TEST_TABLE = "conversations";
  process.env.TEST_BLANK = " ";
});
test.after.each(() => {
  delete process.env.TEST_TABLE;
  delete process.env.TEST_BLANK;
});

test("the variables asked for are read", () => {
  assert.is(readEnvironment("TEST_TABLE").TEST_TABLE, "conversations");
});

test("those that are missing or blank are named all together", () => {
  assert.throws(
    () => readEnvironment("TEST_TABLE", "TEST_BLANK", "TEST_NOWHERE"),
    (error: Error) =>
      error.message ===
      "environment variables: TEST_BLANK (expected a non-empty string), TEST_NOWHERE (expected a non-empty string)",
  );
});

test.run();
