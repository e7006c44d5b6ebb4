import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  EmailAddress,
  IsoDateTime,
  NonEmptyText,
  patternString,
  refinedString,
  Telephone,
} from "../../../runtime/request/text";
import { decodedAs, takenBy } from "../../helpers/decoded";

const testRefinedString = suite("refined string");

const Lower = refinedString("lower-case letters", (text) => (/^[a-z]+$/i.test(text) ? text.toLowerCase() : undefined));

testRefinedString("gives the normalised text", () => {
  assert.is(decodedAs(Lower, "ABC"), "abc");
});

testRefinedString("refuses what is not a string, or not one of its kind", () => {
  assert.equal(takenBy(Lower, [1, null, undefined, ["abc"], { length: 3 }, new String("abc"), "", "a1"]), []);
});

testRefinedString("only the normalised text is of its type", () => {
  assert.equal([Lower.is("abc"), Lower.is("ABC"), Lower.is(1)], [true, false, false]);
});

testRefinedString("a pattern keeps the text as it is", () => {
  const Word = patternString("a word", /^\w+$/);
  assert.equal([decodedAs(Word, "Ab_1"), decodedAs(Word, "a b")], ["Ab_1", "refused"]);
});

const testNonEmptyText = suite("non-empty text");

testNonEmptyText("is kept as given, blanks around it included", () => {
  assert.is(decodedAs(NonEmptyText, " a "), " a ");
});

testNonEmptyText("is not blank, and is text", () => {
  assert.equal(takenBy(NonEmptyText, ["", "  ", "\t\n", "\u00A0", null, 5, undefined]), []);
});

const testIsoDateTime = suite("ISO date-time");

testIsoDateTime("is kept as given, in any precision and offset", () => {
  const times = [
    "2026-11-20T11:45:32.789Z",
    "2026-11-20T11:45:32Z",
    "2026-11-20T11:45Z",
    "2026-11-20T11:45",
    "2026-11-20T11:45:32.789123456Z",
    "2026-11-20T11:45:32,5+01:00",
    "2026-11-20T11:45:32+0100",
    "2026-11-20T11:45:32-11",
    "2024-02-29T23:59:59Z",
    "2000-02-29T00:00:00Z",
    "0000-02-29T00:00:00Z",
  ];
  for (const time of times) assert.is(decodedAs(IsoDateTime, time), time);
});

testIsoDateTime("exists in the calendar and on the clock", () => {
  const others = [
    "2026-02-30T00:00:00Z",
    "2026-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "2026-04-31T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-10T00:00:00Z",
    "2026-01-00T00:00:00Z",
    "2026-01-01T25:00:00Z",
    "2026-01-01T00:60:00Z",
    "2026-01-01T00:00:61Z",
    "2026-01-01T00:00:00+24:00",
  ];
  assert.equal(takenBy(IsoDateTime, others), []);
});

testIsoDateTime("is neither another notation nor a part of one", () => {
  const others = [
    "",
    "2026-11-20",
    "11:45:32Z",
    "20 Nov 2026",
    "20 Nov 2026 11:45:32 GMT",
    "2026-11-20 11:45:32Z",
    "20/11/2026T11:45:32Z",
    "1763639132789",
    "2026-11-20T11:45:32.789Z\n",
    " 2026-11-20T11:45:32.789Z",
    "+002026-11-20T11:45:32.789Z",
    "２０２６-11-20T11:45:32Z",
    1763639132789,
    null,
  ];
  assert.equal(takenBy(IsoDateTime, others), []);
});

testIsoDateTime("is every instant that a JavaScript date writes within four-digit years", () => {
  const within = {
    min: new Date("0000-01-01T00:00:00.000Z"),
    max: new Date("9999-12-31T23:59:59.999Z"),
    noInvalidDate: true,
  };
  fc.assert(fc.property(fc.date(within), (date) => decodedAs(IsoDateTime, date.toISOString()) === date.toISOString()));
});

const testTelephone = suite("telephone");

const possible: readonly (readonly [written: string, stored: string])[] = JSON.parse(
  readFileSync(`${__dirname}/telephones.json`, "utf8"),
);

testTelephone("is stored as plain E.164", () => {
  assert.equal(
    possible.map(([written]) => decodedAs(Telephone, written)),
    possible.map(([, stored]) => stored),
  );
});

testTelephone("needs to be possible, not valid: number plans change", () => {
  assert.is(decodedAs(Telephone, "+447700900123"), "+447700900123");
});

testTelephone("stays as it is once normalised", () => {
  assert.equal(
    possible.map(([, stored]) => Telephone.is(stored) && decodedAs(Telephone, stored) === stored),
    possible.map(() => true),
  );
});

testTelephone("is refused when no country has such a number, or none of that length", () => {
  const others = [
    "+999123456789",
    "+4474001234567",
    "+44740012",
    "+1212555012",
    "+12530000",
    "+0044123456",
    "+",
  ].concat("+52155123456789 +521551234567890 +2299712345 +225071234567 +22612345".split(" "));
  assert.equal(takenBy(Telephone, others), []);
});

testTelephone("is refused without its +, or with anything beside the number", () => {
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
  assert.equal(takenBy(Telephone, others), []);
});

const testEmailAddress = suite("email address");

testEmailAddress("is stored with its domain in lower case and the local part as given", () => {
  assert.is(decodedAs(EmailAddress, "Ada.Byron+Jobs@Mail.EXAMPLE.Com"), "Ada.Byron+Jobs@mail.example.com");
});

testEmailAddress("may use what RFC 5321 allows without quotes", () => {
  const addresses = [
    "a@b.co",
    "a#b@example.com",
    "o'brien@example.com",
    "{}|~!$%&*/=?^_`@example.com",
    "a@xn--bcher-kva.example",
    "a@b.xn--p1ai",
    `${"a".repeat(64)}@example.com`,
    `a@${"b".repeat(63)}.com`,
  ];
  for (const address of addresses) assert.is(decodedAs(EmailAddress, address), address);
});

testEmailAddress("is refused when nothing could be delivered there", () => {
  const others = [
    "",
    "@",
    "ada",
    "ada@",
    "@example.com",
    "ada@example",
    "ada@@example.com",
    "ada@exa mple.com",
    "a da@example.com",
    ".ada@example.com",
    "ada.@example.com",
    "a..b@example.com",
    "ada@-example.com",
    "ada@example-.com",
    "ada@example.com.",
    "ada@.example.com",
    "ada@127.0.0.1",
    "ada@[127.0.0.1]",
    "Ada <ada@example.com>",
    "ada@example.com,eve@example.com",
    "ada@example.com\n",
    "ada@example.com\r\nBcc: eve@example.com",
    "ada@example.com\u0000",
    "адa@example.com",
    `${"a".repeat(65)}@example.com`,
    `a@${"b".repeat(64)}.com`,
    `a@${"b.".repeat(126)}com`,
    5,
    null,
    ["ada@example.com"],
  ];
  assert.equal(takenBy(EmailAddress, others), []);
});

testEmailAddress("does not turn a letter that only looks like another into it", () => {
  const kelvinSign = "\u212A";
  assert.is(decodedAs(EmailAddress, `ada@ban${kelvinSign}.com`), "refused");
});

testEmailAddress("is decided on a long hostile text", () => {
  const others = [`${"a.".repeat(500_000)}@`, `a@${"a-".repeat(500_000)}`, "@".repeat(1_000_000)];
  assert.equal(takenBy(EmailAddress, others), []);
});

testEmailAddress("stays as it is once normalised", () => {
  fc.assert(
    fc.property(fc.emailAddress(), (address) => {
      const stored = decodedAs(EmailAddress, address);
      return stored === "refused" || (EmailAddress.is(stored) && decodedAs(EmailAddress, stored) === stored);
    }),
  );
});
