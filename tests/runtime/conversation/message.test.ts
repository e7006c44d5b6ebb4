import * as fc from "fast-check";
import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../runtime/codec/json";
import {
  buildContext,
  ContextObject,
  conversationId,
  conversationKey,
  encodeMessage,
  LARGEST_MESSAGE,
  queuedMessage,
  sizeOf,
} from "../../../runtime/conversation/message";
import { type Channel, channels } from "../../../runtime/request/request";
import { type ValidRequest, validateRequest } from "../../../runtime/request/validate-request";
import { companyRecord } from "../../../tools/measure/sample/company-record";
import { contextJson, contextObject } from "../../../tools/measure/sample/queue-message";
import { REQUEST_ID, validBody } from "../../../tools/measure/sample/request";
import { decodedAs } from "../../helpers/decoded";
import { START } from "../../helpers/time-and-chance";

const testContextObject = suite("context object");

testContextObject("of each channel is let through as it is", () => {
  for (const channel of channels) assert.equal(decodedAs(ContextObject, contextJson(channel)), contextJson(channel));
});

testContextObject("lets fields through that a later version adds, at any place", () => {
  const later = contextJson("sms", {
    frontend_payload: {
      company_data: { region: "eu" },
      recipient_data: { pronouns: "she" },
      request_data: { priority: 1 },
      campaign: {},
    },
    conversation_data: { parent: null },
    metadata: { schema: 2, trace: "x" },
    reply: {},
  });
  assert.equal(decodedAs(ContextObject, later), later);
});

testContextObject("keeps prototype names as data", () => {
  const text = JSON.stringify(contextJson()).replace('"jobID"', '"__proto__":{"a":1},"hasOwnProperty":"x","jobID"');
  const decoded = decodedAs(
    ContextObject,
    JSON.parse(text.replace('"recipient_tel"', '"__proto__":"x","recipient_tel"')),
  );
  assert.is(JSON.stringify(decoded).includes('"__proto__":{"a":1},"hasOwnProperty":"x"'), true);
  assert.is(JSON.stringify(decoded).includes('"__proto__":"x","recipient_tel"'), true);
});

testContextObject("project data may be absent", () => {
  const without = contextJson("sms", { frontend_payload: { project_data: undefined } });
  assert.equal(decodedAs(ContextObject, without), without);
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
    faulty.map((overrides) => decodedAs(ContextObject, contextJson("sms", overrides))),
    faulty.map(() => "refused"),
  );
});

testContextObject("is refused when it is something else altogether", () => {
  for (const value of [null, [], "text", 5, {}]) assert.is(decodedAs(ContextObject, value), "refused");
});

testContextObject.run();

const testBuildContext = suite("build context");

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
      buildContext(request({ request_data: { channel_method: channel } }), companyRecord(), acceptedWith(sender)),
      contextObject(channel),
    );
});

testBuildContext("leaves project data out when the client sent none", () => {
  const { frontend_payload } = buildContext(
    request({ project_data: undefined }),
    companyRecord(),
    acceptedWith("+447400654321"),
  );
  assert.equal(Object.keys(frontend_payload).sort(), ["company_data", "recipient_data", "request_data"]);
});

testBuildContext("a conversation's id splits back into its parts, since no id holds the separator", () => {
  const id = fc.stringMatching(/^[A-Za-z0-9._-]{1,64}$/);
  const sender = fc.oneof(fc.constantFrom("+447400654321", "+12125550123"), fc.constant("sales#1@cucumber.example"));
  fc.assert(
    fc.property(id, id, fc.uuid({ version: 4 }), sender, (company_id, project_id, request_id, from) => {
      const { conversation_data } = buildContext(
        request({ company_data: { company_id, project_id }, request_data: { request_id } }),
        companyRecord(),
        acceptedWith(from),
      );
      const [company, project, requested, ...rest] = conversation_data.conversation_id.split("#");
      assert.equal(
        [company, project, requested, rest.join("#")],
        [company_id, project_id, request_id, from.replace("+", "")],
      );
    }),
  );
});

testBuildContext.run();

const testEncodeMessage = suite("encode message");

/** Characters that SQS takes (API reference, SendMessage). */
const ACCEPTED_BY_SQS = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;

testEncodeMessage("escapes U+FFFE and U+FFFF, in keys too, and leaves other text as it is", () => {
  assert.is(encodeMessage({ "k\uFFFE": "a\uFFFEb\uFFFF\uFFFD😀é" }), '{"k\\ufffe":"a\\ufffeb\\uffff\uFFFD😀é"}');
});

testEncodeMessage("a backslash before an escaped character stays a backslash", () => {
  const text = "\\\uFFFE\\uFFFE";
  assert.equal(JSON.parse(encodeMessage({ text })), { text });
});

testEncodeMessage("whatever the text, SQS takes it and it parses back", () => {
  const text = fc.string({ unit: "binary", maxLength: 50 });
  const hostile = fc.string({
    unit: fc.constantFrom("\uFFFE", "\uFFFF", "\uD800", "\u0000", "\u007F", "\\", '"', "u", "f"),
  });
  fc.assert(
    fc.property(fc.array(fc.oneof(text, hostile)), (value) => {
      const encoded = encodeMessage(value);
      assert.match(encoded, ACCEPTED_BY_SQS);
      assert.equal(JSON.parse(encoded), value);
    }),
  );
});

testEncodeMessage.run();

const testQueuedMessage = suite("queued message");

const common = (channel: string, sender: string) => ({
  channelMethod: channel,
  conversationId: `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#${sender}`,
  routerTimestamp: START,
});

testQueuedMessage("goes to its channel in the company's group, with the recipient that the channel reaches", () => {
  const messages = (["whatsapp", "sms", "email"] as const).map((channel) => queuedMessage(contextObject(channel)));
  assert.equal(
    messages.map(({ channel, attributes, groupId }) => ({ channel, attributes, groupId })),
    [
      {
        channel: "whatsapp",
        attributes: { ...common("whatsapp", "447400654321"), recipientTel: "+447400123456" },
        groupId: "ci-aaa-001",
      },
      {
        channel: "sms",
        attributes: { ...common("sms", "447400654322"), recipientTel: "+447400123456" },
        groupId: "ci-aaa-001",
      },
      {
        channel: "email",
        attributes: { ...common("email", "jobs@cucumber.example"), recipientEmail: "ada@example.com" },
        groupId: "ci-aaa-001",
      },
    ],
  );
});

testQueuedMessage("its body is the context object", () => {
  assert.equal(JSON.parse(queuedMessage(contextObject()).body), contextObject());
});

testQueuedMessage("its size is the body's with each attribute's name, type and value, in UTF-8 bytes", () => {
  const message = { channel: "sms", body: "é😀", attributes: { a: "é", bb: "" }, groupId: "not counted" } as const;
  assert.is(sizeOf(message), 2 + 4 + (1 + 6 + 2) + (2 + 6 + 0));
});

testQueuedMessage("the limit is 256 KiB", () => {
  assert.is(LARGEST_MESSAGE, 256 * 1024);
});

testQueuedMessage.run();

const project = { company_id: "ci-aaa-001", project_id: "pi-aaa-001" };

const testConversationKey = suite("conversation-key");

testConversationKey("a conversation stands under the address that its channel reaches", () => {
  assert.equal(
    (["whatsapp", "sms", "email"] as const).map((channel) => conversationKey(contextObject(channel))),
    [
      { primary_channel: "+447400123456", conversation_id: `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#447400654321` },
      { primary_channel: "+447400123456", conversation_id: `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#447400654322` },
      {
        primary_channel: "ada@example.com",
        conversation_id: `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#jobs@cucumber.example`,
      },
    ],
  );
});

testConversationKey("an id names project, request and sender, a number without its plus", () => {
  assert.is(conversationId(project, REQUEST_ID, "+447400654321"), `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#447400654321`);
  assert.is(
    conversationId(project, REQUEST_ID, "a+b@example.com"),
    `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#a+b@example.com`,
  );
});

testConversationKey.run();
