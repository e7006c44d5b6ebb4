import * as E from "fp-ts/Either";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { realSecretValues } from "../../../../tools/engine/program/provider-settings";

type Values = readonly [string, string, string];

/** Secrets by name, with these values for their fields in turn. */
const secretsOf = (openaiKey: string, [sid, token, template]: Values, [key, from, mail]: Values) => ({
  "openai-api-key/whatsapp": { ai_api_key: openaiKey },
  "whatsapp-credentials/c/p/twilio": {
    twilio_account_sid: sid,
    twilio_auth_token: token,
    twilio_template_sid: template,
  },
  "email-credentials/c/p/sendgrid": {
    sendgrid_auth_value: key,
    sendgrid_from_email: from,
    sendgrid_from_name: "Ashgrove Care",
    sendgrid_template_id: mail,
  },
});

const demonstration = secretsOf("demo", ["demo", "demo", "demo"], ["demo", "demo", "demo"]);

const openai = { OPENAI_API_KEY: "sk-value" };
const twilio = { TWILIO_ACCOUNT_SID: "AC-value", TWILIO_AUTH_TOKEN: "token-value", TWILIO_TEMPLATE_SID: "HX-value" };
const sendgrid = {
  SENDGRID_API_KEY: "SG.value",
  SENDGRID_FROM_EMAIL: "from@value.example",
  SENDGRID_TEMPLATE_ID: "d-value",
};

const real = secretsOf(
  "sk-value",
  ["AC-value", "token-value", "HX-value"],
  ["SG.value", "from@value.example", "d-value"],
);

test("take the place of the demonstration's, field by field", () => {
  assert.equal(realSecretValues(demonstration, { ...openai, ...twilio, ...sendgrid }), E.right(real));
});

test("of one carrier leave the other without a secret", () => {
  const { "email-credentials/c/p/sendgrid": _, ...ofTwilio } = real;
  assert.equal(realSecretValues(demonstration, { ...openai, ...twilio }), E.right(ofTwilio));
});

test("that are missing are named by their variables, and no value is repeated", () => {
  const { TWILIO_AUTH_TOKEN: _, ...noToken } = twilio;
  const incomplete = { ...openai, ...twilio, SENDGRID_API_KEY: "SG.value", SENDGRID_FROM_EMAIL: "" };
  const missing = "--real-providers: these environment variables are missing";
  assert.equal(
    [{}, twilio, { ...openai, ...noToken }, incomplete, openai].map((given) => realSecretValues(demonstration, given)),
    [
      E.left(`${missing}: OPENAI_API_KEY`),
      E.left(`${missing}: OPENAI_API_KEY`),
      E.left(`${missing}: TWILIO_AUTH_TOKEN`),
      E.left(`${missing}: SENDGRID_FROM_EMAIL, SENDGRID_TEMPLATE_ID`),
      E.left("--real-providers: give the variables of Twilio or of SendGrid; --help lists them"),
    ],
  );
});
