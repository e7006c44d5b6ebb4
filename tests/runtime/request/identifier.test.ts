import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Identifier } from "../../../runtime/request/identifier";
import { decodedAs } from "../../helpers/decoded-as";

const test = suite("identifier");

test("is 1 to 64 of A-Z a-z 0-9 . _ -, kept as it is", () => {
  const ids = ["a", "Z", "0", ".", "-", "_", "..", "ci-aaa-001", "__proto__", "constructor", "x".repeat(64)];
  assert.equal(
    ids.map((id) => decodedAs(Identifier, id)),
    ids,
  );
});

test("holds no other character, no separator of conversation ids, and not too many", () => {
  const others = [
    "",
    "x".repeat(65),
    "a#b",
    "a b",
    "a/b",
    "a\n",
    "\na",
    "a\u0000",
    "é",
    "ａ",
    "a,b",
    "a+b",
    5,
    null,
    ["a"],
  ];
  assert.equal(
    others.map((id) => decodedAs(Identifier, id)),
    others.map(() => "refused"),
  );
});

test.run();
