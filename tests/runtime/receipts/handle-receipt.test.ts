import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../runtime/codec/json";
import { receiptRequest } from "../../../runtime/receipts/receipt-request";
import { fakeSecrets } from "../../helpers/fake-providers";
import { START } from "../../helpers/time-and-chance";
import {
  batch,
  callback,
  mailEvent,
  ours,
  posted,
  projectAddress,
  receiptsFixture,
  sealed,
  secretsWithWebhook,
  theirs,
  urlOf,
} from "./receipts-fixture";

const testReceiptRequest = suite("a posted receipt as it comes from API Gateway");

const event = posted("twilio", "the-ref", { "X-Twilio-Signature": "s" }, "a=1&b=%C3%A4");
const expected = {
  resource: "/receipts/twilio/{ref}",
  ref: "the-ref",
  url: "https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/dev/receipts/twilio/the-ref",
  headers: { "x-forwarded-proto": "https", "x-twilio-signature": "s" },
  body: "a=1&b=%C3%A4",
};

testReceiptRequest("gives the exact public URL with its stage, headers by lower-case name, and the raw body", () => {
  assert.equal(receiptRequest(event), E.right(expected));
});

testReceiptRequest("may have its headers in any case", () => {
  const headers = { "x-TWILIO-signature": "s", "x-forwarded-PROTO": "https" };
  assert.equal(receiptRequest({ ...event, headers }), E.right(expected));
});

testReceiptRequest("may have its body in base64", () => {
  const body = Buffer.from('[{"name":"ä"}]\r\n').toString("base64");
  assert.equal(
    receiptRequest({ ...event, body, isBase64Encoded: true }),
    E.right({ ...expected, body: '[{"name":"ä"}]\r\n' }),
  );
});

testReceiptRequest("may have no body", () => {
  assert.equal(receiptRequest({ ...event, body: null }), E.right({ ...expected, body: "" }));
});

for (const [proto, scheme] of [
  ["http", "http"],
  ["https", "https"],
  ["HTTP", "https"],
  ["https,http", "https"],
  [undefined, "https"],
])
  testReceiptRequest(`came over ${scheme} where the gateway says ${proto}`, () => {
    const headers = { "X-Twilio-Signature": "s", ...(proto === undefined ? {} : { "X-Forwarded-Proto": proto }) };
    const request = receiptRequest({ ...event, headers });
    assert.match(E.isRight(request) ? request.right.url : "", new RegExp(`^${scheme}://`));
  });

for (const [what, value] of [
  ["nothing", undefined],
  ["null", null],
  ["text", "event"],
  ["an event without a reference", { ...event, pathParameters: null }],
  ["an event without headers", { ...event, headers: null }],
  ["an event without a path", { ...event, requestContext: { domainName: "x" } }],
  ["an event with a list for a body", { ...event, body: [] }],
] as const)
  testReceiptRequest(`is no receipt if it is ${what}`, () => {
    assert.equal(receiptRequest(value), E.left({ _tag: "Forged" }));
  });

const testHandleReceipt = suite("a posted receipt");

const OK = { status: 200, body: '{"message":"OK"}' };
const LATER = { status: 503, body: '{"message":"Try again later"}' };

for (const channel of ["whatsapp", "sms"] as const)
  testHandleReceipt(`of Twilio for ${channel} is taken`, async () => {
    const { receive, recordOf } = receiptsFixture();
    assert.equal(await receive(callback({ ref: sealed(channel) })), OK);
    const { send_state, delivery_status, attempt_id, messages } = recordOf(channel);
    assert.equal(
      { send_state, delivery_status, attempt_id, messages },
      {
        send_state: "sent",
        delivery_status: "delivered",
        attempt_id: "attempt-1",
        messages: [
          {
            message_id: "SM00000000000000000000000000000001",
            timestamp: START,
            role: "assistant",
            content: '{"1":"Ada"}',
            prompt_tokens: 1,
            completion_tokens: 2,
            total_tokens: 3,
            delivery_status: "delivered",
          },
        ],
      },
    );
  });

testHandleReceipt(
  "of SendGrid is taken with all its events, and by the message id that the send was answered with",
  async () => {
    const { receive, recordOf } = receiptsFixture();
    const events = ["delivered", "processed", "open"].map((event) => mailEvent({ event }));
    assert.equal(await receive(batch({ events })), OK);
    const { send_state, delivery_status, email_id } = recordOf("email");
    assert.equal([send_state, delivery_status, email_id], ["sent", "open", "mail-1"]);
  },
);

testHandleReceipt("of SendGrid may be up to ten minutes old, and a minute ahead", async () => {
  for (const seconds of [-600, 60]) {
    const { receive } = receiptsFixture();
    assert.equal(await receive(batch({ timestamp: String(Date.parse(START) / 1000 + seconds) })), OK);
  }
});

const foreign: readonly (readonly [string, JsonObject])[] = [
  ["of another system's mail", mailEvent({ ref: undefined })],
  ["of another system that has a field of the same name", mailEvent({ ref: 12 })],
  ["of a made-up attempt", mailEvent({ ref: sealed("email").slice(1) })],
  ["of another project's attempt", mailEvent({ ref: sealed("email", { project_id: "pi-bbb-001" }) })],
  ["of another company's attempt", mailEvent({ ref: sealed("email", { company_id: "ci-bbb-001" }) })],
  ["of an attempt on another channel", mailEvent({ ref: sealed("whatsapp") })],
  ["of an attempt whose time is over", mailEvent({ ref: sealed("email", { expires: START }) })],
  ["of an attempt that the record does not know", mailEvent({ ref: sealed("email", { attempt_id: "attempt-9" }) })],
  ["of a project's address in an attempt's place", mailEvent({ ref: projectAddress() })],
  ["that tells nothing of the delivery", mailEvent({ event: "machine_opened" })],
  ["without a kind", mailEvent({ event: undefined })],
];

for (const [what, event] of foreign)
  testHandleReceipt(`of SendGrid passes over an event ${what}, and takes the others of the batch`, async () => {
    const alone = receiptsFixture();
    const before = alone.store.records();
    assert.equal(await alone.receive(batch({ events: [event] })), OK);
    assert.equal(alone.store.records(), before);
    const { receive, recordOf } = receiptsFixture();
    assert.equal(await receive(batch({ events: [event, "event", null, 5, [], mailEvent()] })), OK);
    assert.is(recordOf("email").delivery_status, "delivered");
  });

for (const [what, event] of [
  ["Twilio", callback],
  ["SendGrid", batch],
] as const)
  testHandleReceipt(`of ${what} that comes again exactly is answered the same and changes nothing`, async () => {
    const { receive, store, clock, lines } = receiptsFixture();
    await receive(event());
    const [before, told] = [store.records(), lines.length];
    clock.advance(5_000);
    for (const time of [1, 2, 3]) assert.equal(await receive(event()), OK, String(time));
    assert.equal(store.records(), before);
    assert.is(lines.length, told);
  });

testHandleReceipt("needs the secret that references are sealed with", async () => {
  const { secrets } = fakeSecrets({});
  for (const event of [callback(), batch()])
    assert.equal(await receiptsFixture(undefined, { secrets }).receive(event), LATER);
});

for (const [carrier, event] of [
  ["twilio", callback()],
  ["sendgrid", batch()],
] as const) {
  testHandleReceipt(`for ${carrier} is to come again while the project's secret is missing or malformed`, async () => {
    const names = Object.keys(secretsWithWebhook).filter((name) => name.includes("credentials"));
    const without = Object.fromEntries(Object.entries(secretsWithWebhook).filter(([name]) => !names.includes(name)));
    const malformed = { ...secretsWithWebhook, ...Object.fromEntries(names.map((name) => [name, "{}"])) };
    for (const values of [without, malformed]) {
      const { receive, store } = receiptsFixture(undefined, { secrets: fakeSecrets(values).secrets });
      const before = store.records();
      assert.equal(await receive(event), LATER);
      assert.equal(store.records(), before);
    }
  });

  testHandleReceipt(`for ${carrier} is to come again while the conversations table is down`, async () => {
    for (const operation of ["read", "change"] as const) {
      const { receive, store } = receiptsFixture();
      store.failNext(operation, "before");
      assert.equal(await receive(event), LATER);
      assert.equal(await receive(event), OK);
    }
  });

  testHandleReceipt(
    `for ${carrier} is to come again after trouble that nobody foresaw, which is logged without what it said`,
    async () => {
      const read = () => () => Promise.reject(new Error("+447400123456 is a secret"));
      const { conversations } = receiptsFixture().env;
      const { receive, lines } = receiptsFixture(undefined, { conversations: { ...conversations, read } });
      assert.equal(await receive(event), LATER);
      assert.not.match(JSON.stringify(lines), "447400123456");
      assert.equal(
        lines.map(({ reason, ...line }) => (reason === undefined ? line : { ...line, reason: reason.split(" ")[0] })),
        [
          { level: "error", event: "unforeseen", reason: "Error" },
          { level: "warn", event: "receipt_refused", status: "Unrecorded" },
        ],
      );
    },
  );
}

testHandleReceipt("of an address of no carrier is refused", async () => {
  const { receive } = receiptsFixture();
  for (const resource of ["/receipts/vonage/{ref}", "constructor", "__proto__", ""])
    assert.is((await receive({ ...callback(), resource })).status, 403, resource);
});

testHandleReceipt("is checked for its reference before any record is read", async () => {
  const { receive, reads, store } = receiptsFixture();
  store.failNext("read", "before");
  assert.is((await receive(callback({ ref: sealed().slice(1), signedUrl: urlOf("twilio", "x") }))).status, 403);
  assert.equal(reads, ["ai-multi-comms/receipt-key-dev"]);
});

testHandleReceipt("of SendGrid is refused while the project has no key for its webhook", async () => {
  const name = Object.keys(secretsWithWebhook).find((one) => one.includes("sendgrid")) ?? "";
  const { sendgrid_webhook_public_key: _, ...others } = JSON.parse(secretsWithWebhook[name] ?? "");
  const { secrets } = fakeSecrets({ ...secretsWithWebhook, [name]: JSON.stringify(others) });
  for (const key of [ours, theirs])
    assert.is((await receiptsFixture(undefined, { secrets }).receive(batch({ key }))).status, 403);
});
