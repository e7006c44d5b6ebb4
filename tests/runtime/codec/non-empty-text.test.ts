import { suite } from "uvu";
import * as assert from "uvu/assert";
import { NonEmptyText } from "../../../runtime/codec/non-empty-text";
import { decodedAs } from "../../helpers/decoded-as";

const test = suite("non-empty text");

test("is kept as given, blanks around it included", () => {
  assert.is(decodedAs(NonEmptyText, " a "), " a ");
});

test("is not blank, and is text", () => {
  assert.equal(
    ["", "  ", "\t\n", "\u00A0", null, 5, undefined].map((value) => decodedAs(NonEmptyText, value)),
    Array(7).fill("refused"),
  );
});

test.run();
