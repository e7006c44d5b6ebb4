import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { receiptRequest } from "../../../runtime/receipts/receipt-request";
import { posted } from "./receipts-fixture";

const test = suite("a posted receipt as it comes from API Gateway");

const event = posted({
  carrier: "twilio",
  ref: "the-ref",
  headers: { "X-Twilio-Signature": "s" },
  body: "a=1&b=%C3%A4",
});
const forged = E.left({ _tag: "Forged" });

const expected = {
  resource: "/receipts/twilio/{ref}",
  ref: "the-ref",
  url: "https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/dev/receipts/twilio/the-ref",
  headers: { "x-forwarded-proto": "https", "x-twilio-signature": "s" },
  body: "a=1&b=%C3%A4",
};

test("gives the exact public URL with its stage, headers by lower-case name, and the raw body", () => {
  assert.equal(receiptRequest(event), E.right(expected));
});

test("may have its headers in any case", () => {
  const headers = { "x-TWILIO-signature": "s", "x-forwarded-PROTO": "https" };
  assert.equal(receiptRequest({ ...event, headers }), E.right(expected));
});

test("may have its body in base64", () => {
  const body = Buffer.from('[{"name":"ä"}]\r\n').toString("base64");
  assert.equal(
    receiptRequest({ ...event, body, isBase64Encoded: true }),
    E.right({ ...expected, body: '[{"name":"ä"}]\r\n' }),
  );
});

test("may have no body", () => {
  assert.equal(receiptRequest({ ...event, body: null }), E.right({ ...expected, body: "" }));
});

for (const [proto, scheme] of [
  ["http", "http"],
  ["https", "https"],
  ["HTTP", "https"],
  ["https,http", "https"],
  [undefined, "https"],
])
  test(`came over ${scheme} where the gateway says ${proto}`, () => {
    const headers = { "X-Twilio-Signature": "s", ...(proto === undefined ? {} : { "X-Forwarded-Proto": proto }) };
    const request = receiptRequest({ ...event, headers });
    assert.match(E.isRight(request) ? request.right.url : "", new RegExp(`^${scheme}://`));
  });

const withoutContext = { ...event, requestContext: { domainName: "x" } };
for (const [what, value] of [
  ["nothing", undefined],
  ["null", null],
  ["text", "event"],
  ["an event without a reference", { ...event, pathParameters: null }],
  ["an event without headers", { ...event, headers: null }],
  ["an event without a path", withoutContext],
  ["an event with a list for a body", { ...event, body: [] }],
] as const)
  test(`is no receipt if it is ${what}`, () => {
    assert.equal(receiptRequest(value), forged);
  });

test.run();
