import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { AssistantKey, setupsOf } from "../../runtime/company/channel-setup";
import type { Channel } from "../../runtime/request/request";
import { credentialsFor, readCredentials, readSecret } from "../../runtime/secrets";
import { companyRecord } from "../../tools/measure/sample/company-record";
import { fakeSecrets } from "../helpers/fake-providers";

const read = (value: string) => readSecret("the-secret", AssistantKey)(fakeSecrets({ "the-secret": value }))();
const missing = (why: string) => E.left({ _tag: "SecretMissing", reason: `secret the-secret: ${why}` });

const TOKEN = "printable ASCII without blanks and line breaks";

const testReadSecret = suite("read-secret");

testReadSecret("its fields are read", async () => {
  assert.equal(await read('{"ai_api_key":"sk-1"}'), E.right({ ai_api_key: "sk-1" }));
});

for (const [what, value, why] of [
  ["no JSON", "sk-very-secret", "not JSON"],
  ["a field that is missing", '{"api_key":"sk-very-secret"}', `ai_api_key (expected ${TOKEN})`],
  ["a field that is blank", '{"ai_api_key":"  "}', `ai_api_key (expected ${TOKEN})`],
  ["a field of another type", '{"ai_api_key":["sk-very-secret"]}', `ai_api_key (expected ${TOKEN})`],
  ["no object", '"sk-very-secret"', `value (expected { ai_api_key: ${TOKEN} })`],
] as const) {
  testReadSecret(`${what} is told by name, never by value`, async () => {
    assert.equal(await read(value), missing(why));
  });
}

testReadSecret("a secret that is not there keeps the reason of the store", async () => {
  assert.equal(await readSecret("the-secret", AssistantKey)(fakeSecrets({}))(), missing("ResourceNotFoundException"));
});

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

const pemOf = (key: KeyObject): string => String(key.export({ type: "spki", format: "pem" }));
const derOf = (key: KeyObject): string => key.export({ type: "spki", format: "der" }).toString("base64");
const webhook = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey;

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
    `secret the-secret: twilio_template_sid (expected ${TOKEN})`,
  );
});

testReadCredentials("an empty template is a fault, not a free text", async () => {
  assert.match(placesOf(await readCarrier("sms", { ...account, twilio_template_sid: "" })), "twilio_template_sid");
});

testReadCredentials("a secret of the other carrier is told by the fields that it lacks", async () => {
  assert.match(placesOf(await readCarrier("email", { ...account, ...template })), "sendgrid_auth_value (expected");
  assert.match(placesOf(await readCarrier("whatsapp", sendgrid)), "twilio_account_sid (expected");
});

type Row = {
  readonly channels: readonly Channel[];
  readonly field: string;
  readonly expected: string;
  readonly wrong: readonly unknown[];
};
const rows: readonly Row[] = JSON.parse(readFileSync(`${__dirname}/unusable-secrets.json`, "utf8"));
for (const { channels, field, expected, wrong } of rows)
  testReadCredentials(`${field} of ${channels} is ${expected}`, async () => {
    for (const channel of channels)
      for (const value of wrong)
        assert.is(
          placesOf(await readCarrier(channel, { ...account, ...template, ...sendgrid, [field]: value })),
          `secret the-secret: ${field} (expected ${expected})`,
          JSON.stringify(value),
        );
  });

testReadCredentials("the webhook's key is the same in PEM and in base64, whatever line breaks it has", async () => {
  const kept = derOf(webhook);
  for (const text of [kept, `${kept}\n`, pemOf(webhook), pemOf(webhook).replaceAll("\n", "\r\n")])
    assert.equal(
      await readCarrier("email", { ...sendgrid, sendgrid_webhook_public_key: text }),
      E.right({ _tag: "SendGrid", ...sendgrid, sendgrid_webhook_public_key: kept }),
    );
});

testReadCredentials("the sender of mail is the project's, but for its capitals", async () => {
  const { email: setup } = setupsOf(companyRecord());
  if (E.isLeft(setup)) throw new Error(setup.left);
  const name = setup.right.credentialsName;
  const read = (sendgrid_from_email: string) =>
    credentialsFor(
      "email",
      setup.right,
    )(fakeSecrets({ [name]: JSON.stringify({ ...sendgrid, sendgrid_from_email }) }))();
  assert.ok(E.isRight(await read("Jobs@Cucumber.example")));
  assert.is(
    placesOf(await read("noreply@other.example")),
    `secret ${name}: sendgrid_from_email must be the email channel's sender, as the project has it`,
  );
});

testReadCredentials("a field called _tag does not make it another carrier's", async () => {
  assert.equal(
    await readCarrier("sms", { ...account, _tag: "Simulated" }).then(
      (result) => E.isRight(result) && result.right._tag,
    ),
    "Twilio",
  );
});
