import { suite } from "uvu";
import * as assert from "uvu/assert";
import { describeError } from "../../../runtime/log/describe-error";

const test = suite("describe error");

test("names kind, code and place, and leaves the message out", () => {
  const error = Object.assign(new TypeError("cannot read +447400123456"), { code: "ECONNRESET" });
  assert.match(describeError(error), /^TypeError ECONNRESET at .*describe-error\.test\.ts:\d+:\d+\)?$/);
});

test("does not take a line of the message for a frame", () => {
  const described = describeError(new Error("refused\n    at +447400123456 (ada@example.com)\n    at $& $1"));
  assert.not.match(described, /447400123456|ada@example/);
  assert.match(described, /^Error at .*describe-error\.test\.ts/);
});

test("takes an error without a stack, or with an odd code", () => {
  const bare = Object.assign(new Error("secret"), { code: { secret: 1 } });
  delete bare.stack;
  assert.is(describeError(bare), "Error");
});

test("names only the type of what is not an error", () => {
  assert.equal(["secret", 5, undefined, null, { secret: 1 }].map(describeError), [
    "a thrown string",
    "a thrown number",
    "a thrown undefined",
    "a thrown object",
    "a thrown object",
  ]);
});

test.run();
