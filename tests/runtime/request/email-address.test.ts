import * as fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { EmailAddress } from "../../../runtime/request/email-address";
import { decodedAs } from "../../helpers/decoded-as";

const test = suite("email address");

test("is stored with its domain in lower case and the local part as given", () => {
  assert.is(decodedAs(EmailAddress, "Ada.Byron+Jobs@Mail.EXAMPLE.Com"), "Ada.Byron+Jobs@mail.example.com");
});

test("may use what RFC 5321 allows without quotes", () => {
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
  assert.equal(
    addresses.map((address) => decodedAs(EmailAddress, address)),
    addresses,
  );
});

test("is refused when nothing could be delivered there", () => {
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
  assert.equal(
    others.map((address) => decodedAs(EmailAddress, address)),
    others.map(() => "refused"),
  );
});

test("does not turn a letter that only looks like another into it", () => {
  const kelvinSign = "\u212A";
  assert.is(decodedAs(EmailAddress, `ada@ban${kelvinSign}.com`), "refused");
});

test("is decided on a long hostile text", () => {
  const others = [`${"a.".repeat(500_000)}@`, `a@${"a-".repeat(500_000)}`, "@".repeat(1_000_000)];
  assert.equal(
    others.map((address) => decodedAs(EmailAddress, address)),
    others.map(() => "refused"),
  );
});

test("stays as it is once normalised", () => {
  fc.assert(
    fc.property(fc.emailAddress(), (address) => {
      const stored = decodedAs(EmailAddress, address);
      return stored === "refused" || (EmailAddress.is(stored) && decodedAs(EmailAddress, stored) === stored);
    }),
  );
});

test.run();
