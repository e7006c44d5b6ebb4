import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Telephone } from "../../../runtime/request/telephone";
import { decodedAs } from "../../helpers/decoded-as";

const test = suite("telephone");

const possible: readonly (readonly [string, string])[] = [
  ["+447400123456", "+447400123456"],
  ["+44 7400 123456", "+447400123456"],
  ["+44 (0)7400 123456", "+447400123456"],
  ["+44-7400-123-456", "+447400123456"],
  ["+44.7400.123456", "+447400123456"],
  ["+1 (212) 555-0123", "+12125550123"],
  ["+86 138 0013 8000", "+8613800138000"],
  ["+2250123456789", "+2250123456789"],
  ["+80012345678", "+80012345678"],
];

test("is stored as plain E.164", () => {
  assert.equal(
    possible.map(([written]) => decodedAs(Telephone, written)),
    possible.map(([, stored]) => stored),
  );
});

test("needs to be possible, not valid: number plans change", () => {
  assert.is(decodedAs(Telephone, "+447700900123"), "+447700900123");
});

test("stays as it is once normalised", () => {
  assert.equal(
    possible.map(([, stored]) => Telephone.is(stored) && decodedAs(Telephone, stored) === stored),
    possible.map(() => true),
  );
});

test("is refused when no country has such a number, or none of that length", () => {
  const others = ["+999123456789", "+4474001234567", "+44740012", "+1212555012", "+12530000", "+0044123456", "+"];
  assert.equal(
    others.map((number) => decodedAs(Telephone, number)),
    others.map(() => "refused"),
  );
});

test("is refused without its +, or with anything beside the number", () => {
  const others = [
    "447400123456",
    "07400123456",
    "00447400123456",
    "whatsapp:+447400123456",
    "tel:+447400123456",
    "+447400123456 ext 5",
    "+447400123456;ext=5",
    "+447400123456,+447400123457",
    "call +447400123456",
    "+44 PHONE 123456",
    " +447400123456",
    "+447400123456\n",
    "+447400123456\u0000",
    "+٤٤٧٤٠٠١٢٣٤٥٦",
    "+４４７４００１２３４５６",
    447400123456,
    null,
  ];
  assert.equal(
    others.map((number) => decodedAs(Telephone, number)),
    others.map(() => "refused"),
  );
});

test.run();
