import * as assert from "uvu/assert";
import { startTwilio } from "../../../tools/providers/twilio/start-twilio";
import { accountSid, authToken, rejection, twilioClient, twilioSuite } from "./clients";

const contentSid = `HX${"1".repeat(32)}`;
const at = Date.UTC(2026, 10, 20, 11, 0, 0);
const template = {
  friendly_name: "first_contact",
  language: "en",
  variables: { "1": "Sample", "2": "sample role" },
  types: { "twilio/text": { body: "Hello {{1}}, about the {{2}}." } },
};
const whatsapp = {
  from: "whatsapp:+447400000001",
  to: "whatsapp:+447400123456",
  contentSid,
  contentVariables: JSON.stringify({ "1": "Ada", "2": "nurse" }),
  statusCallback: "http://127.0.0.1:1/receipts#rc=5&rp=all",
};

const test = twilioSuite("create-message", {
  accounts: { [accountSid]: authToken },
  templates: { [contentSid]: template },
  now: () => at,
});

test("an accepted WhatsApp message is answered whole and stands in the ledger", async ({ twilio, client }) => {
  const message = await client.messages.create(whatsapp);
  const { sid, ...rest } = message.toJSON() as Record<string, unknown>;
  assert.match(String(sid), /^SM[0-9a-f]{32}$/);
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${sid}`;
  assert.equal(rest, {
    accountSid,
    apiVersion: "2010-04-01",
    body: "Hello Ada, about the nurse.",
    dateCreated: new Date(at),
    dateSent: null,
    dateUpdated: new Date(at),
    direction: "outbound-api",
    errorCode: null,
    errorMessage: null,
    from: whatsapp.from,
    messagingServiceSid: null,
    numMedia: "0",
    numSegments: "1",
    price: null,
    priceUnit: "USD",
    status: "queued",
    subresourceUris: { media: `${uri}/Media.json` },
    to: whatsapp.to,
    uri: `${uri}.json`,
  });
  assert.equal(twilio.ledger.entries(), [
    {
      seq: 1,
      provider: "twilio",
      kind: "whatsapp",
      at: "2026-11-20T11:00:00.000Z",
      id: sid,
      account: accountSid,
      answered: "given",
      to: whatsapp.to,
      from: whatsapp.from,
      contentSid,
      variables: { "1": "Ada", "2": "nurse" },
      samplesUsed: [],
      renderedText: "Hello Ada, about the nurse.",
      statusCallback: whatsapp.statusCallback,
    },
  ]);
});

test("a variable that is not given falls back to the template's sample, and the ledger says so", async ({
  twilio,
  client,
}) => {
  await client.messages.create({ ...whatsapp, contentVariables: JSON.stringify({ "1": "Ada" }) });
  const [sent] = twilio.ledger.byProvider("twilio");
  assert.ok(sent?.provider === "twilio");
  assert.equal([sent.renderedText, sent.samplesUsed], ["Hello Ada, about the sample role.", ["2"]]);
});

test("an SMS may bring its own body", async ({ twilio, client }) => {
  const message = await client.messages.create({
    from: "+447400000001",
    to: "+447400123456",
    body: "é".repeat(161),
  });
  assert.equal([message.body.length, message.numSegments], [161, "2"]);
  assert.equal(
    twilio.ledger.sends("+447400123456").map(({ kind }) => kind),
    ["sms"],
  );
});

for (const [title, change, code] of [
  ["a bad recipient", { to: "whatsapp:07400123456" }, 21211],
  ["a bad sender", { from: "whatsapp:0" }, 21212],
  ["a recipient on another channel", { to: "+447400123456" }, 21910],
  ["the sender as recipient", { to: whatsapp.from }, 21266],
  ["an unknown template", { contentSid: `HX${"2".repeat(32)}` }, 21655],
  ["variables that are not JSON", { contentVariables: "{1:" }, 21656],
  ["variables that are no object", { contentVariables: "[]" }, 21656],
  ["an empty variable", { contentVariables: '{"1":" "}' }, 21656],
  ["a variable with a line break", { contentVariables: '{"1":"a\\nb"}' }, 21656],
  ["a callback that is no URL", { statusCallback: "receipts" }, 21609],
  ["a parameter that is not simulated", { sendAsMms: true }, 20001],
] as const) {
  test(`${title} is refused with ${code} and recorded as an attempt`, async ({ twilio, client }) => {
    const refused = await rejection(client.messages.create({ ...whatsapp, ...change }), "status", "code");
    assert.equal(refused, { status: 400, code });
    assert.equal(twilio.ledger.entries(), []);
    assert.equal(twilio.ledger.attempts(), [
      {
        provider: "twilio",
        operation: "messages.create",
        at: "2026-11-20T11:00:00.000Z",
        status: 400,
        to: "to" in change ? change.to : whatsapp.to,
        from: "from" in change ? change.from : whatsapp.from,
        byFault: false,
      },
    ]);
  });
}

test("neither body nor template is 21619", async ({ client }) => {
  const { from, to } = whatsapp;
  assert.equal(await rejection(client.messages.create({ from, to }), "code"), { code: 21619 });
});

test("a wrong token, and another account's token, is 20003", async ({ twilio }) => {
  const wrong = twilioClient(twilio.url, accountSid, "other").messages.create(whatsapp);
  const foreign = twilioClient(twilio.url, `AC${"b".repeat(32)}`).messages.create(whatsapp);
  const expected = { status: 401, code: 20003, moreInfo: "https://www.twilio.com/docs/errors/20003" };
  assert.equal(await rejection(wrong, "status", "code", "moreInfo"), expected);
  assert.equal(await rejection(foreign, "status", "code", "moreInfo"), expected);
  assert.equal(twilio.ledger.entries(), []);
});

test("the Content API shows the template's variables and types", async ({ client }) => {
  const { contents } = client.content.v1;
  const content = await contents(contentSid).fetch();
  assert.equal(
    [content.sid, content.friendlyName, content.language, content.variables, content.types],
    [contentSid, "first_contact", "en", template.variables, template.types],
  );
  assert.equal(await rejection(contents(`HX${"2".repeat(32)}`).fetch(), "status", "code"), {
    status: 404,
    code: 20404,
  });
});

test("without registered templates every well-formed sid is the default one", async () => {
  const open = await startTwilio({ receipts: "off" });
  try {
    const message = await twilioClient(open.url).messages.create(whatsapp);
    assert.is(
      message.body,
      "Hello Ada, thank you for your interest in the nurse role. Could you tell us a little more about yourself?",
    );
  } finally {
    await open.stop();
  }
});
