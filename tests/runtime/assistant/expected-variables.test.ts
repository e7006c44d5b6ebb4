import { suite } from "uvu";
import * as assert from "uvu/assert";
import { expectedVariables } from "../../../runtime/assistant/expected-variables";
import type { ChannelSetup } from "../../../runtime/company/channel-setup";

const variables = { "1": "the first name", "2": "the role" };
const setup: ChannelSetup = {
  sender: "+447400654321",
  credentialsName: "credentials",
  assistantKeyName: "key",
  assistant: { model: "gpt-6-luna", instructions: "Write.", content_variables: variables },
  subject: undefined,
  fromName: undefined,
  unsubscribeUrl: undefined,
  simulate: false,
};
const twilio = { _tag: "Twilio", twilio_account_sid: "AC1", twilio_auth_token: "token" } as const;
const sendgrid = {
  _tag: "SendGrid",
  sendgrid_auth_value: "key",
  sendgrid_from_email: "a@example.com",
  sendgrid_from_name: "A",
  sendgrid_template_id: "d-1",
} as const;

const test = suite("expected-variables");

test("with a template they are the project's", () => {
  assert.equal(expectedVariables(setup, { ...twilio, twilio_template_sid: "HX1" }), variables);
  assert.equal(expectedVariables(setup, sendgrid), variables);
});

test("without one it is the whole text", () => {
  assert.equal(expectedVariables(setup, twilio), { body: "the text of the message" });
});

test.run();
