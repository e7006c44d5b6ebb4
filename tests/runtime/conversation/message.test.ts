import * as fc from "fast-check";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../runtime/codec/json";
import { companyOf } from "../../../runtime/company/company";
import {
  contextOf,
  decodeMessage,
  encodeContext,
  LARGEST_MESSAGE,
  newMessage,
  readMessage,
  sendable,
  sizeOf,
} from "../../../runtime/conversation/message";
import { identityOf } from "../../../runtime/processor/stages";
import { type Channel, channels, type ValidRequest } from "../../../runtime/request/request";
import { validateRequest } from "../../../runtime/request/validate-request";
import { companyRecord } from "../../../tools/measure/sample/company-record";
import { contextJson, sampleMessage } from "../../../tools/measure/sample/queue-message";
import { REQUEST_ID, validBody } from "../../../tools/measure/sample/request";
import { character } from "../../helpers/arbitraries";
import { delivery, deliveryOfBody } from "../../helpers/queue-message";
import { manualClock, START } from "../../helpers/time-and-chance";

/** The context object of what a message says of another one. */
const travelled = (context: unknown): unknown =>
  pipe(
    decodeMessage(context),
    E.match((): unknown => "refused", contextOf),
  );

const testContextObject = suite("context object");

testContextObject("of each channel is let through as it is", () => {
  for (const channel of channels) assert.equal(travelled(contextJson(channel)), contextJson(channel));
});

testContextObject(
  "takes no offence at fields that a later version adds, at any place, and keeps the recipient's",
  () => {
    const later = contextJson("sms", {
      frontend_payload: {
        company_data: { region: "eu" },
        recipient_data: { pronouns: "she" },
        request_data: { priority: 1 },
        campaign: {},
      },
      conversation_data: { parent: null },
      metadata: { schema: 3, trace: "x" },
      reply: {},
    });
    assert.equal(travelled(later), contextJson("sms", { frontend_payload: { recipient_data: { pronouns: "she" } } }));
  },
);

testContextObject("project data may be absent", () => {
  const without = contextJson("sms", { frontend_payload: { project_data: undefined } });
  assert.equal(travelled(without), without);
});

testContextObject("is of a later schema only where it has what an older processor would pass over", () => {
  const frontend_payload = { consent_data: { basis: "consent", obtained_at: "2026-11-03T08:00:00Z" } };
  const asked = contextJson("sms", { frontend_payload });
  assert.equal(travelled(asked), contextJson("sms", { frontend_payload, metadata: { schema: 2 } }));
});

testContextObject("is refused without what a processor cannot do without", () => {
  const faulty: readonly JsonObject[] = [
    { frontend_payload: undefined },
    { company_data_payload: undefined },
    { company_data_payload: "record" },
    { conversation_data: undefined },
    { conversation_data: { conversation_id: "" } },
    { metadata: undefined },
    { metadata: { accepted_at: "yesterday" } },
    { metadata: { schema: "1" } },
    { frontend_payload: { company_data: { company_id: "a#b" } } },
    { frontend_payload: { request_data: { request_id: "1" } } },
    { frontend_payload: { request_data: { channel_method: "SMS" } } },
    { frontend_payload: { recipient_data: { comms_consent: "true" } } },
    { frontend_payload: { recipient_data: { nickname: 5 } } },
    { frontend_payload: { project_data: [] } },
  ];
  assert.equal(
    faulty.map((overrides) => travelled(contextJson("sms", overrides))),
    faulty.map(() => "refused"),
  );
});

const testBuildContext = suite("new message");

const company = companyOf(companyRecord());

const request = (overrides = {}): ValidRequest => {
  const checked = validateRequest(validBody(overrides));
  if (E.isLeft(checked)) throw new Error(checked.left[0].message);
  return checked.right;
};

const acceptedWith = (sender: string) => ({ routerVersion: "1.2.3", acceptedAt: new Date(START), sender });

const senders: readonly (readonly [Channel, string])[] = [
  ["whatsapp", "+447400654321"],
  ["sms", "+447400654322"],
  ["email", "jobs@cucumber.example"],
];

testBuildContext("holds the request, the company's record, the conversation's id and who accepted it when", () => {
  for (const [channel, sender] of senders)
    assert.equal(
      newMessage(request({ request_data: { channel_method: channel } }), company, acceptedWith(sender)),
      sampleMessage(channel),
    );
});

testBuildContext("leaves project data out when the client sent none", () => {
  const message = newMessage(request({ project_data: undefined }), company, acceptedWith("+447400654321"));
  const { frontend_payload } = contextOf(message);
  assert.equal(Object.keys(frontend_payload as object).sort(), ["company_data", "recipient_data", "request_data"]);
});

testBuildContext("a conversation's id splits back into its parts, since no id holds the separator", () => {
  const id = fc.stringMatching(/^[A-Za-z0-9._-]{1,64}$/);
  const sender = fc.oneof(fc.constantFrom("+447400654321", "+12125550123"), fc.constant("sales#1@cucumber.example"));
  fc.assert(
    fc.property(id, id, fc.uuid({ version: 4 }), sender, (company_id, project_id, request_id, from) => {
      const message = newMessage(
        request({ company_data: { company_id, project_id }, request_data: { request_id } }),
        company,
        acceptedWith(from),
      );
      const [ofCompany, ofProject, requested, ...rest] = message.conversationId.split("#");
      assert.equal(
        [ofCompany, ofProject, requested, rest.join("#")],
        [company_id, project_id, request_id, from.replace("+", "")],
      );
    }),
  );
});

const testEncodeMessage = suite("encode message");

/** Characters that SQS takes (API reference, SendMessage). */
const ACCEPTED_BY_SQS = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;

testEncodeMessage("escapes U+FFFE and U+FFFF, in keys too, and leaves other text as it is", () => {
  assert.is(encodeContext({ "k\uFFFE": "a\uFFFEb\uFFFF\uFFFD😀é" }), '{"k\\ufffe":"a\\ufffeb\\uffff\uFFFD😀é"}');
});

testEncodeMessage("a backslash before an escaped character stays a backslash", () => {
  const text = "\\\uFFFE\\uFFFE";
  assert.equal(JSON.parse(encodeContext({ text })), { text });
});

testEncodeMessage("whatever the text, SQS takes it and it parses back", () => {
  const text = fc.string({ unit: character, maxLength: 50 });
  const hostile = fc.string({
    unit: fc.constantFrom("\uFFFE", "\uFFFF", "\uD800", "\u0000", "\u007F", "\\", '"', "u", "f"),
  });
  fc.assert(
    fc.property(fc.array(fc.oneof(text, hostile)), (value) => {
      const encoded = encodeContext(value);
      assert.match(encoded, ACCEPTED_BY_SQS);
      assert.equal(JSON.parse(encoded), value);
    }),
  );
});

const testQueuedMessage = suite("queued message");

testQueuedMessage("its size is the body's with each attribute's name, type and value, in UTF-8 bytes", () => {
  const message = { channel: "sms", body: "é😀", attributes: { a: "é", bb: "" }, groupId: "not counted" } as const;
  assert.is(sizeOf(message), 2 + 4 + (1 + 6 + 2) + (2 + 6 + 0));
});

testQueuedMessage("the limit is 256 KiB", () => {
  assert.is(LARGEST_MESSAGE, 256 * 1024);
});

const DAY_MS = 86_400_000;
const received = (body: string, clock = manualClock()) =>
  pipe(
    readMessage(body),
    E.chainW((message) => sendable(message, clock.now())),
  );

const acceptedAt = (accepted_at: string): string =>
  encodeContext(contextJson("whatsapp", { metadata: { accepted_at } }));

const testSendable = suite("a message that may still be sent");

testSendable("project data and further recipient fields come through whatever their names", () => {
  const body = `{"frontend_payload":${JSON.stringify(contextJson().frontend_payload).replace(
    '"jobID":"9999"',
    '"__proto__":{"a":1},"constructor":"c"',
  )},${JSON.stringify({ ...contextJson(), frontend_payload: undefined }).slice(1)}`;

  const result = received(body);

  assert.ok(E.isRight(result));
  const { projectData = {} } = E.isRight(result) ? result.right.request : {};
  assert.is(
    JSON.stringify(projectData),
    '{"__proto__":{"a":1},"constructor":"c","jobRole":"Healthcare Assistant","clarificationPoints":[{"point":"The CV does not mention a driving licence.","pointConfirmed":"false"}]}',
  );
});

testSendable("text that is not JSON is malformed, and is not told", () => {
  assert.equal(received("+447400123456"), E.left({ _tag: "Malformed", reason: "not JSON" }));
});

testSendable("what is no context object is malformed, with the places and no values", () => {
  const body = contextJson("whatsapp", {
    frontend_payload: { request_data: { request_id: "ada@example.com" } },
    metadata: undefined,
  });

  assert.equal(
    received(JSON.stringify(body)),
    E.left({
      _tag: "Malformed",
      reason:
        "context object: frontend_payload.request_data.request_id (expected a canonical lower-case UUID version 4), metadata (expected { router_version: string, schema: number, accepted_at: an ISO 8601 date-time that exists })",
    }),
  );
});

for (const body of ["null", "[]", '"text"', "5", "{}"]) {
  testSendable(`${body} is malformed`, () => {
    const result = received(body);
    assert.is(E.isLeft(result) && result.left._tag, "Malformed");
  });
}

for (const address of [undefined, ""]) {
  testSendable(`a recipient whose address on the channel is ${JSON.stringify(address)} makes it malformed`, () => {
    const body = contextJson("whatsapp", { frontend_payload: { recipient_data: { recipient_tel: address } } });

    assert.equal(
      received(JSON.stringify(body)),
      E.left({ _tag: "Malformed", reason: "context object: the recipient has no address on this channel" }),
    );
  });
}

testSendable("28 days after its acceptance a message may still be sent, a millisecond later no more", () => {
  const clock = manualClock();
  clock.advance(28 * DAY_MS);
  const inTime = received(acceptedAt(START), clock);
  clock.advance(1);
  const late = received(acceptedAt(START), clock);

  assert.equal([E.isRight(inTime), late], [true, E.left({ _tag: "TooLate" })]);
});

testSendable("an acceptance time that cannot be reckoned with counts as late", () => {
  assert.equal(received(acceptedAt("2026-11-20T11:45:32,789+01")), E.left({ _tag: "TooLate" }));
});

const testIdentity = suite("identity of a message");

testIdentity("it tells request, conversation, project and channel, and no recipient", () => {
  assert.equal(identityOf(delivery("email")), {
    request_id: REQUEST_ID,
    conversation_id: `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#jobs@cucumber.example`,
    company_id: "ci-aaa-001",
    project_id: "pi-aaa-001",
    channel: "email",
  });
});

for (const body of ["", "{", "null", '{"frontend_payload":{"request_data":{"request_id":"ada@example.com"}}}']) {
  testIdentity(`of ${body || "nothing"} it tells nothing`, () => {
    assert.equal(identityOf(deliveryOfBody(body)), {});
  });
}
