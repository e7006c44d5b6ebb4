import * as E from "fp-ts/Either";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { fromAttributes, toAttributes } from "../../../runtime/codec/attribute-value";
import type { JsonObject } from "../../../runtime/codec/json";
import { Conversation, checkBucket, expiry } from "../../../runtime/conversation/conversation";
import type { Message } from "../../../runtime/conversation/message";
import type { Channel } from "../../../runtime/request/request";
import { companyRecord } from "../../../tools/measure/sample/company-record";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { REQUEST_ID } from "../../../tools/measure/sample/request";
import { claimedRecord } from "../../helpers/queue-message";
import { START } from "../../helpers/time-and-chance";
import newRecord from "./new-record.json";

const lease = { lease_owner: "worker-1", lease_until: "2026-11-20T11:48:13.000Z" };

const recorded = (message: Message, ttlDays?: number): JsonObject =>
  claimedRecord("whatsapp", { message, lease, at: new Date(START), ttlDays });

const company = companyRecord();

/** Of the company record, what belongs to one channel. */
const part = (...path: readonly string[]): unknown =>
  path.reduce<unknown>((found, name) => (found as JsonObject)[name], company);

/** What a message may quote of each channel. */
const senders = {
  whatsapp: { company_whatsapp_number: "+447400654321" },
  sms: { company_sms_number: "+447400654322" },
  email: {
    company_email: "jobs@cucumber.example",
    default_subject_line: "Your application",
    email_from_name: "Cucumber",
  },
};

const common = (channel: Channel, conversation_id: string): JsonObject => ({
  ...newRecord,
  conversation_id,
  channel_method: channel,
  ai_config: part("ai_config", "openai_config", channel),
  channel_config: part("channel_config", channel),
  other_channels: Object.fromEntries(Object.entries(senders).filter(([other]) => other !== channel)),
  ...lease,
  check_bucket: checkBucket(conversation_id),
});

const idFor = (sender: string): string => `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#${sender}`;

const expected: Readonly<Record<Channel, JsonObject>> = {
  whatsapp: {
    ...common("whatsapp", idFor("447400654321")),
    primary_channel: "+447400123456",
    gsi_company_whatsapp_number: "+447400654321",
    gsi_recipient_tel: "+447400123456",
  },
  sms: {
    ...common("sms", idFor("447400654322")),
    primary_channel: "+447400123456",
    gsi_company_sms_number: "+447400654322",
    gsi_recipient_tel: "+447400123456",
  },
  email: {
    ...common("email", idFor("jobs@cucumber.example")),
    primary_channel: "ada@example.com",
    gsi_company_email: "jobs@cucumber.example",
    gsi_recipient_email: "ada@example.com",
  },
};

for (const channel of ["whatsapp", "sms", "email"] as const) {
  test(`the record of ${channel} at its first claim`, () => {
    assert.equal(recorded(sampleMessage(channel)), expected[channel]);
  });

  test(`the protocol can read the record of ${channel}`, () => {
    const stored = fromAttributes(toAttributes(recorded(sampleMessage(channel))));
    assert.ok(E.isRight(Conversation.decode(stored)));
  });
}

const consent_data = { basis: "contract", source: "order 7", channels: ["sms", "whatsapp"] };

test("what the company says of consent stands beside the message, which an older version leaves alone", () => {
  const message = sampleMessage("whatsapp", { frontend_payload: { consent_data } });
  assert.equal(recorded(message), { ...expected.whatsapp, consent: consent_data, message_schema: 2 });
});

const hostile = {
  send_state: "sent",
  primary_channel: "+447400999999",
  conversation_id: "another",
  lease_owner: "me",
  lease_until: "9999-12-31T23:59:59.999Z",
  conversation_status: "initial_message_sent",
  ttl: "1",
  check_bucket: "9",
  gsi_recipient_tel: "+447400999999",
  draft: "mine",
  attempt_id: "mine",
  project_data: "mine",
  recipient_data: "mine",
  constructor: "mine",
};

test("no field of the recipient takes the place of an attribute: further ones stand apart", () => {
  const context = sampleMessage("whatsapp", { frontend_payload: { recipient_data: hostile } });

  assert.equal(recorded(context), { ...expected.whatsapp, recipient_data: hostile });
});

test("a field called __proto__ is kept like any other, by recipient and project", () => {
  const message = sampleMessage();
  const own = <T>(text: string): T => JSON.parse(text);
  const record = recorded({
    ...message,
    request: {
      ...message.request,
      recipient: own(JSON.stringify(message.request.recipient).replace("{", '{"__proto__":"sent",')),
      projectData: own('{"__proto__":{"send_state":"sent"}}'),
    },
  });

  assert.is(JSON.stringify(record.recipient_data), '{"__proto__":"sent"}');
  assert.is(JSON.stringify(record.project_data), '{"__proto__":{"send_state":"sent"}}');
  const { recipient_data: _, project_data: __, ...rest } = record;
  const { project_data: ___, ...usual } = expected.whatsapp;
  assert.equal(rest, usual);
  assert.is(Object.getPrototypeOf(record), Object.prototype);
});

test("what the company record lacks is left out, and no index gets an empty key", () => {
  const record = fromAttributes(
    toAttributes(
      recorded(
        sampleMessage("sms", {
          company_data_payload: {
            company_rep: undefined,
            rate_limits: undefined,
            ai_config: undefined,
            channel_config: undefined,
          },
          frontend_payload: { project_data: undefined },
        }),
      ),
    ),
  );

  const { company_rep, max_message_length, gsi_company_sms_number, other_channels, ...rest } = expected.sms;
  assert.equal(record, { ...rest, ai_config: {}, channel_config: {}, project_data: {} });
});

test("nothing of the caller's API keys is recorded, and of other channels what may be quoted", () => {
  const text = JSON.stringify(recorded(sampleMessage("email")));

  for (const other of ["key-id-aaa-001", "credentials/cucumber-recruitment/clarify-cv/twilio", "requests_per_minute"]) {
    assert.not.match(text, other);
  }
});

test("a record expires so many days after its claim, or never", () => {
  assert.equal(expiry(new Date(START), undefined), {});
  assert.equal(expiry(new Date("2026-11-20T11:45:33.999Z"), 35), { ttl: 1_795_175_133 + 35 * 86_400 });
  assert.is(recorded(sampleMessage(), 35).ttl, Date.parse(START) / 1_000 + 35 * 86_400);
});
