import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { AssistantKey } from "../../runtime/company/channel-setup";
import type { Channel } from "../../runtime/request/request";
import { readCredentials, readSecret } from "../../runtime/secrets";
import { fakeSecrets } from "../helpers/fake-providers";

const read = (value: string) => readSecret("the-secret", AssistantKey)(fakeSecrets({ "the-secret": value }))();
const missing = (why: string) => E.left({ _tag: "SecretMissing", reason: `secret the-secret: ${why}` });

const testReadSecret = suite("read-secret");

testReadSecret("its fields are read", async () => {
  assert.equal(await read('{"ai_api_key":"sk-1"}'), E.right({ ai_api_key: "sk-1" }));
});

for (const [what, value, why] of [
  ["no JSON", "sk-very-secret", "not JSON"],
  ["a field that is missing", '{"api_key":"sk-very-secret"}', "ai_api_key (expected a non-empty string)"],
  ["a field that is blank", '{"ai_api_key":"  "}', "ai_api_key (expected a non-empty string)"],
  ["a field of another type", '{"ai_api_key":["sk-very-secret"]}', "ai_api_key (expected a non-empty string)"],
  ["no object", '"sk-very-secret"', "value (expected { ai_api_key: a non-empty string })"],
] as const) {
  testReadSecret(`${what} is told by name, never by value`, async () => {
    assert.equal(await read(value), missing(why));
  });
}

testReadSecret("a secret that is not there keeps the reason of the store", async () => {
  assert.equal(await readSecret("the-secret", AssistantKey)(fakeSecrets({}))(), missing("ResourceNotFoundException"));
});

testReadSecret.run();

const readCarrier = (channel: Channel, value: unknown) =>
  readCredentials(channel, "the-secret")(fakeSecrets({ "the-secret": JSON.stringify(value) }))();

const account = { twilio_account_sid: "AC1", twilio_auth_token: "token" };
const template = { twilio_template_sid: "HX1" };
const sendgrid = {
  sendgrid_auth_value: "SG.key",
  sendgrid_from_email: "jobs@cucumber.example",
  sendgrid_from_name: "Cucumber",
  sendgrid_template_id: "d-1",
};

const placesOf = (result: Awaited<ReturnType<typeof readCarrier>>): string =>
  E.isLeft(result) ? result.left.reason : "read";

const testReadCredentials = suite("read-credentials");

testReadCredentials("Twilio's are read for WhatsApp and SMS, SendGrid's for email", async () => {
  const twilio = { ...account, ...template };
  for (const channel of ["whatsapp", "sms"] as const)
    assert.equal(await readCarrier(channel, twilio), E.right({ _tag: "Twilio", ...twilio }));
  assert.equal(await readCarrier("email", sendgrid), E.right({ _tag: "SendGrid", ...sendgrid }));
});

testReadCredentials("SMS needs no template, WhatsApp does", async () => {
  assert.equal(await readCarrier("sms", account), E.right({ _tag: "Twilio", ...account }));
  assert.is(
    placesOf(await readCarrier("whatsapp", account)),
    "secret the-secret: twilio_template_sid (expected a non-empty string)",
  );
});

testReadCredentials("an empty template is a fault, not a free text", async () => {
  assert.match(placesOf(await readCarrier("sms", { ...account, twilio_template_sid: "" })), "twilio_template_sid");
});

testReadCredentials("a secret of the other carrier is told by the fields that it lacks", async () => {
  assert.match(placesOf(await readCarrier("email", { ...account, ...template })), "sendgrid_auth_value (expected");
  assert.match(placesOf(await readCarrier("whatsapp", sendgrid)), "twilio_account_sid (expected");
});

testReadCredentials("a field called _tag does not make it another carrier's", async () => {
  assert.equal(
    await readCarrier("sms", { ...account, _tag: "Simulated" }).then(
      (result) => E.isRight(result) && result.right._tag,
    ),
    "Twilio",
  );
});

testReadCredentials.run();
