import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Channel } from "../../../runtime/request/channel";
import { readCredentials } from "../../../runtime/secrets/read-credentials";
import { fakeSecrets } from "../../helpers/fake-secrets";

const read = (channel: Channel, value: unknown) =>
  readCredentials(channel, "the-secret")(fakeSecrets({ "the-secret": JSON.stringify(value) }))();

const account = { twilio_account_sid: "AC1", twilio_auth_token: "token" };
const template = { twilio_template_sid: "HX1" };
const sendgrid = {
  sendgrid_auth_value: "SG.key",
  sendgrid_from_email: "jobs@cucumber.example",
  sendgrid_from_name: "Cucumber",
  sendgrid_template_id: "d-1",
};

const placesOf = (result: Awaited<ReturnType<typeof read>>): string => (E.isLeft(result) ? result.left.reason : "read");

const test = suite("read-credentials");

test("Twilio's are read for WhatsApp and SMS, SendGrid's for email", async () => {
  assert.equal(
    await read("whatsapp", { ...account, ...template }),
    E.right({ _tag: "Twilio", ...account, ...template }),
  );
  assert.equal(await read("sms", { ...account, ...template }), E.right({ _tag: "Twilio", ...account, ...template }));
  assert.equal(await read("email", sendgrid), E.right({ _tag: "SendGrid", ...sendgrid }));
});

test("SMS needs no template, WhatsApp does", async () => {
  assert.equal(await read("sms", account), E.right({ _tag: "Twilio", ...account }));
  assert.is(
    placesOf(await read("whatsapp", account)),
    "secret the-secret: twilio_template_sid (expected a non-empty string)",
  );
});

test("an empty template is a fault, not a free text", async () => {
  assert.match(placesOf(await read("sms", { ...account, twilio_template_sid: "" })), "twilio_template_sid");
});

test("a secret of the other carrier is told by the fields that it lacks", async () => {
  assert.match(placesOf(await read("email", { ...account, ...template })), "sendgrid_auth_value (expected");
  assert.match(placesOf(await read("whatsapp", sendgrid)), "twilio_account_sid (expected");
});

test("a field called _tag does not make it another carrier's", async () => {
  assert.equal(
    await read("sms", { ...account, _tag: "Simulated" }).then((result) => E.isRight(result) && result.right._tag),
    "Twilio",
  );
});

test.run();
