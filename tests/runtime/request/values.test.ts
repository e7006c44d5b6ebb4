import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import type * as t from "io-ts";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { statusOf } from "../../../runtime/request/error-code";
import { addressFieldOf, Channel, channels, Identifier, RequestId } from "../../../runtime/request/request";
import { EmailAddress, IsoDateTime, NonEmptyText, refinedString, Telephone } from "../../../runtime/request/text";
import { decodedAs, takenBy } from "../../helpers/decoded";

const dataIn = (name: string) => JSON.parse(readFileSync(`${__dirname}/${name}.json`, "utf8"));

const Lower = refinedString("lower-case letters", (text) => (/^[a-z]+$/i.test(text) ? text.toLowerCase() : undefined));

test("a refined string is the normalised text, and nothing else is of its type", () => {
  assert.is(decodedAs(Lower, "ABC"), "abc");
  assert.equal(takenBy(Lower, [1, null, undefined, ["abc"], { length: 3 }, new String("abc"), "", "a1"]), []);
  assert.equal([Lower.is("abc"), Lower.is("ABC"), Lower.is(1)], [true, false, false]);
});

const codecs: Readonly<Record<string, t.Decoder<unknown, string>>> = {
  "a non-empty text": NonEmptyText,
  "an ISO date-time": IsoDateTime,
  "a telephone number": Telephone,
  "an email address": EmailAddress,
  "a channel": Channel,
  "an identifier": Identifier,
  "a request's id": RequestId,
};
const values: Readonly<Record<string, Readonly<Record<"kept" | "refused", readonly unknown[]>>>> = dataIn("values");

for (const [what, codec] of Object.entries(codecs))
  test(`what is ${what} is kept as it is, and what is none is refused`, () => {
    const { kept = [], refused = [] } = values[what] ?? {};
    assert.equal(
      kept.map((value) => decodedAs(codec, value)),
      kept,
    );
    assert.equal(takenBy(codec, refused), []);
    assert.ok(kept.length > 0 && refused.length > 0);
  });

const letters = (unit: string, count: number): string => unit.repeat(count);

test("an identifier has 64 characters at the most, a mailbox 64, a domain 63 in each part and 253 in all", () => {
  assert.equal(
    [64, 65].map((count) => decodedAs(Identifier, letters("x", count)) !== "refused"),
    [true, false],
  );
  const addresses = [
    ...[64, 65].map((count) => `${letters("a", count)}@example.com`),
    ...[63, 64].map((count) => `a@${letters("b", count)}.com`),
    `a@${letters("b.", 126)}com`,
  ];
  assert.equal(
    addresses.map((address) => decodedAs(EmailAddress, address) === address),
    [true, false, true, false, false],
  );
});

test("a time is every instant that a JavaScript date writes within four-digit years", () => {
  const [min, max] = [new Date("0000-01-01T00:00:00.000Z"), new Date("9999-12-31T23:59:59.999Z")];
  fc.assert(
    fc.property(fc.date({ min, max, noInvalidDate: true }), (date) => {
      return decodedAs(IsoDateTime, date.toISOString()) === date.toISOString();
    }),
  );
});

test("a telephone number is stored as plain E.164, and stays as it is once normalised", () => {
  const possible: readonly (readonly [written: string, stored: string])[] = dataIn("telephones");
  for (const [written, stored] of possible) {
    assert.equal(
      [written, stored].map((one) => decodedAs(Telephone, one)),
      [stored, stored],
    );
    assert.ok(Telephone.is(stored));
  }
});

test("an address is stored with its domain in lower case and the local part as given", () => {
  assert.is(decodedAs(EmailAddress, "Ada.Byron+Jobs@Mail.EXAMPLE.Com"), "Ada.Byron+Jobs@mail.example.com");
});

test("an address is decided on a long hostile text, and stays as it is once normalised", () => {
  const others = [`${letters("a.", 500_000)}@`, `a@${letters("a-", 500_000)}`, letters("@", 1_000_000)];
  assert.equal(takenBy(EmailAddress, others), []);
  fc.assert(
    fc.property(fc.emailAddress(), (address) => {
      const stored = decodedAs(EmailAddress, address);
      return stored === "refused" || (EmailAddress.is(stored) && decodedAs(EmailAddress, stored) === stored);
    }),
  );
});

test("a request's id is any UUID of version 4, and of no other", () => {
  fc.assert(fc.property(fc.uuid({ version: 4 }), (id) => decodedAs(RequestId, id) === id));
  fc.assert(fc.property(fc.uuid({ version: [1, 2, 3, 5, 6, 7, 8] }), (id) => decodedAs(RequestId, id) === "refused"));
});

test("WhatsApp and SMS reach a number, email an address", () => {
  assert.equal(channels, ["whatsapp", "sms", "email"]);
  assert.equal(addressFieldOf, { whatsapp: "recipient_tel", sms: "recipient_tel", email: "recipient_email" });
});

test("the error codes and their statuses are the public ones, in the order of the checks", () => {
  assert.equal(Object.entries(statusOf), dataIn("public-codes"));
});
