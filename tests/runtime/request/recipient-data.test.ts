import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RA from "fp-ts/ReadonlyArray";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Channel } from "../../../runtime/request/request";
import { checkRecipientData } from "../../../runtime/request/validate-request";
import { faultsOf } from "../../helpers/decoded";

const valid = { recipient_tel: "+447400123456", recipient_email: "ada@example.com", comms_consent: true };

const checkWith = (channel: Channel | undefined, recipient_data: unknown) =>
  checkRecipientData({ recipient_data }, channel);

test("keeps unknown fields that are strings", () => {
  const recipient_data = { ...valid, recipient_first_name: "Ada", nickname: "", "some other": "😀" };
  assert.equal(checkWith("whatsapp", recipient_data), E.right(recipient_data));
});

test("keeps prototype names as data", () => {
  const recipient_data: unknown = JSON.parse(
    '{"recipient_tel":"+447400123456","comms_consent":true,"__proto__":"p","constructor":"c","hasOwnProperty":"h"}',
  );
  const checked = checkWith("sms", recipient_data);
  assert.equal(E.isRight(checked) ? Object.keys(checked.right).sort() : [], [
    "__proto__",
    "comms_consent",
    "constructor",
    "hasOwnProperty",
    "recipient_tel",
  ]);
});

test("normalises the channel's own address and leaves the other as given", () => {
  const written = { recipient_tel: "+44 7400 123456", recipient_email: "Ada@EXAMPLE.com", comms_consent: false };
  assert.equal(checkWith("sms", written), E.right({ ...written, recipient_tel: "+447400123456" }));
  assert.equal(checkWith("email", written), E.right({ ...written, recipient_email: "Ada@example.com" }));
});

for (const [what, values, fault] of [
  ["an address that is absent, null or empty is missing", [undefined, null, ""], "MISSING_RECIPIENT"],
  ["an address of another kind is invalid", [5, true, {}, ["+447400123456"], " ", "nobody"], "INVALID_RECIPIENT"],
] as const)
  test(what, () => {
    for (const value of values) {
      const [tel, email] = [{ recipient_tel: value }, { recipient_email: value }];
      assert.equal(faultsOf(checkWith("sms", { ...valid, ...tel })), [`recipient_data.recipient_tel ${fault}_TEL`]);
      assert.equal(faultsOf(checkWith("whatsapp", { ...valid, ...tel })), [
        `recipient_data.recipient_tel ${fault}_TEL`,
      ]);
      assert.equal(faultsOf(checkWith("email", { ...valid, ...email })), [
        `recipient_data.recipient_email ${fault}_EMAIL`,
      ]);
    }
  });

test("the other channel's address need not be given, or be one", () => {
  assert.equal(faultsOf(checkWith("sms", { recipient_tel: "+447400123456", comms_consent: true })), []);
  assert.equal(faultsOf(checkWith("email", { ...valid, recipient_tel: "none" })), []);
});

test("without a known channel the addresses are left unchecked, and the rest is not", () => {
  assert.equal(faultsOf(checkWith(undefined, { recipient_tel: 5, recipient_email: 5, nickname: 5 })), [
    "recipient_data.nickname INVALID_RECIPIENT_DATA",
    "recipient_data.comms_consent MISSING_COMMS_CONSENT",
  ]);
});

test("a field that is null is absent, be it the other channel's address or any other", () => {
  const given = { ...valid, recipient_first_name: "Ada" };
  const none = { recipient_last_name: null, nickname: null };
  const { recipient_email, ...bySms } = given;
  const { recipient_tel, ...byEmail } = given;
  assert.equal(checkWith("sms", { ...given, ...none, recipient_email: null }), E.right(bySms));
  assert.equal(checkWith("email", { ...given, ...none, recipient_tel: null }), E.right(byEmail));
});

test("other fields must be strings that can be stored", () => {
  for (const wrong of [5, true, {}, ["Ada"], "A\u0000", "\uD800"])
    assert.equal(faultsOf(checkWith("sms", { ...valid, nickname: wrong })), [
      "recipient_data.nickname INVALID_RECIPIENT_DATA",
    ]);
});

test("a field's name that could hold anything is refused or hidden, and named once as its section", () => {
  const hostile = { "": "x", "\u0000": "x", "\uD800": "x", ["n".repeat(65_536)]: "x", "Ada Byron +447400123456": 5 };
  assert.equal(faultsOf(checkWith("sms", { ...valid, ...hostile })), ["recipient_data INVALID_RECIPIENT_DATA"]);
});

test("says what is wrong with a field", () => {
  const wrong = { given: 5, family: "\u0000", "Ada Byron": 1 };
  const messages = pipe(
    checkWith("sms", { ...valid, ...wrong }),
    E.match(
      RA.map(({ message }) => message),
      () => [],
    ),
  );
  assert.equal(messages, [
    "recipient_data.given must hold text",
    "recipient_data.family must hold no NUL and no half of a surrogate pair",
    "recipient_data must hold text",
  ]);
});

test("consent is a JSON boolean", () => {
  assert.equal(faultsOf(checkWith("sms", { recipient_tel: "+447400123456" })), [
    "recipient_data.comms_consent MISSING_COMMS_CONSENT",
  ]);
  for (const wrong of [null, "true", 1, {}, []])
    assert.equal(faultsOf(checkWith("sms", { ...valid, comms_consent: wrong })), [
      "recipient_data.comms_consent INVALID_COMMS_CONSENT_TYPE",
    ]);
});
