import { suite } from "uvu";
import * as assert from "uvu/assert";
import { patternString, refinedString } from "../../../runtime/codec/refined-string";
import { decodedAs } from "../../helpers/decoded-as";

const test = suite("refined string");

const Lower = refinedString("lower-case letters", (text) => (/^[a-z]+$/i.test(text) ? text.toLowerCase() : undefined));

test("gives the normalised text", () => {
  assert.is(decodedAs(Lower, "ABC"), "abc");
});

test("refuses what is not a string, or not one of its kind", () => {
  assert.equal(
    [1, null, undefined, ["abc"], { length: 3 }, new String("abc"), "", "a1"].map((value) => decodedAs(Lower, value)),
    Array(8).fill("refused"),
  );
});

test("only the normalised text is of its type", () => {
  assert.equal([Lower.is("abc"), Lower.is("ABC"), Lower.is(1)], [true, false, false]);
});

test("a pattern keeps the text as it is", () => {
  const Word = patternString("a word", /^\w+$/);
  assert.equal([decodedAs(Word, "Ab_1"), decodedAs(Word, "a b")], ["Ab_1", "refused"]);
});

test.run();
