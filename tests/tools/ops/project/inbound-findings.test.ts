import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { inboundFindings } from "../../../../tools/ops/project/check/inbound-findings";
import type { StackInEffect } from "../../../../tools/ops/project/stack-in-effect";
import { fakeSecrets } from "../../../helpers/fake-providers";
import { barePort } from "../../../helpers/not-given";
import { fullProject } from "../../../infra/helpers/sample-project";

const test = suite("inboundFindings");

const DOMAIN = "replies.ashgrove.example";
const OURS = "https://api.example/dev/inbound";
const SMS = `${OURS}/twilio/sms#rc=5&rp=all&rt=15000`;
const of = { company_id: fullProject.company_id, project_id: fullProject.project_id };
const addresses = [
  { ...of, channel: "sms", address: fullProject.channels.sms.sender, url: SMS },
  {
    ...of,
    project_id: "another",
    channel: "sms",
    address: fullProject.channels.sms.sender,
    url: `${OURS}/twilio/other`,
  },
  { ...of, channel: "email", address: DOMAIN, url: `${OURS}/sendgrid/mail` },
];

const twilio = { twilio_account_sid: "AC1", twilio_auth_token: "canary", twilio_template_sid: "HX1" };
const sendGrid = {
  sendgrid_auth_value: "SG.canary",
  sendgrid_from_email: "jobs@ashgrove.example",
  sendgrid_from_name: "Ashgrove Care",
  sendgrid_template_id: "d-1",
  sendgrid_parse_public_key:
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEmgmjvPAR/Lmwn2teL2WJUDIx35PqsnLKjPhPbrKkfMg6vK4NZQB1VeFSKbV7whQbEJRFHjF8+1zJxsXRP1GbWw==",
};

const number = { sms_url: SMS, sms_fallback_url: SMS, sms_application_sid: "" };
const parse = { hostname: DOMAIN, url: `${OURS}/sendgrid/mail`, send_raw: false };

/** What the carriers answer where everything is set up, by path; a number is the status of a refusal. */
const right: Readonly<Record<string, unknown>> = {
  "/2010-04-01/Accounts/AC1/IncomingPhoneNumbers.json?PhoneNumber=%2B447400000002": {
    incoming_phone_numbers: [number],
  },
  "/v3/user/webhooks/parse/settings": { result: [parse] },
  "/v3/tracking_settings/subscription": { enabled: false },
  "/v3/whitelabel/domains?limit=200": [{ domain: "ashgrove.example", valid: true }],
};
const [NUMBERS = "", PARSE = "", TRACKING = "", DOMAINS = ""] = Object.keys(right);

type Other = {
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly secret?: object;
  readonly effect?: Partial<StackInEffect>;
};

/** Channels with something other than "ok" to be said, where one thing is not as it should be. */
const found = async ({ answers = {}, secret = {}, effect = {} }: Other, stack = "dev"): Promise<readonly string[]> => {
  const given = { ...right, ...answers };
  const server = createServer(({ url = "" }, response) => {
    const answer = given[url];
    const status = typeof answer === "number" ? answer : answer === undefined ? 404 : 200;
    response.writeHead(status).end(JSON.stringify(answer ?? null));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const named = (channel: string, carrier: string) =>
    `ai-multi-comms/${channel}-credentials/ci-aaa-001/pi-aaa-001/${carrier}-${stack}`;
  const { secrets } = fakeSecrets({
    [named("whatsapp", "twilio")]: JSON.stringify(twilio),
    [named("sms", "twilio")]: JSON.stringify(twilio),
    [named("email", "sendgrid")]: JSON.stringify({ ...sendGrid, ...secret }),
  });
  const inEffect: StackInEffect = {
    ...barePort<StackInEffect>("the stack"),
    secrets,
    carrierUrls: { twilio: origin, sendgrid: origin },
    inboundAddresses: async () => addresses,
    mailExchangers: async () => ["mx.sendgrid.net"],
    ...effect,
  };
  const { whatsapp, sms, email } = fullProject.channels;
  const channels = { whatsapp, sms: { ...sms, simulate: false }, email: { ...email, simulate: false } };
  const project = { ...fullProject, channels } as Parameters<typeof inboundFindings>[0]["project"];
  const told = await inboundFindings({ project, stack, inEffect, now: new Date() }).finally(() => server.close());
  assert.not.match(JSON.stringify(told), /canary|\+44|api\.example/);
  return told.map(({ subject, verdict, detail }) => `${verdict} ${subject}: ${detail}`);
};

const WHERE = "the stack's output inboundAddresses has it";
const sound = [
  `ok whatsapp inbound: not looked at: enter our address at the sender yourself, ${WHERE}`,
  "ok sms inbound: what people write comes to us",
  "ok email inbound: what people write comes to us",
  "ok email inbound: its mail goes to SendGrid",
  "ok email tracking: subscription tracking is off",
  "ok email domain: ashgrove.example is authenticated",
];

test("where all is set up it says so, and the stand-ins need nothing", async () => {
  assert.equal(await found({}), sound);
  assert.equal(await found({}, "local"), []);
});

const numbers = (other: object) => ({ answers: { [NUMBERS]: { incoming_phone_numbers: [{ ...number, ...other }] } } });
const parsing = (other: object) => ({ answers: { [PARSE]: { result: [{ ...parse, ...other }] } } });

const rows: readonly (readonly [title: string, other: Other, told: readonly string[]])[] = [
  [
    "Twilio posts elsewhere",
    numbers({ sms_url: "https://demo.twilio.com/welcome" }),
    [`warning sms inbound: what people write goes to another address than ours: ${WHERE}`],
  ],
  [
    "Twilio is not told to repeat",
    numbers({ sms_url: SMS.replace(/#.*/, "") }),
    [`warning sms inbound: our address is there without its ending, so nothing is repeated: ${WHERE}`],
  ],
  [
    "there is no fallback address",
    numbers({ sms_fallback_url: null }),
    [`warning sms inbound fallback: what people write goes to another address than ours: ${WHERE}`],
  ],
  [
    "another project of the company's has the number",
    numbers({ sms_url: `${OURS}/twilio/other` }),
    ["ok sms inbound: what people write comes to us by the address of another, which must stay"],
  ],
  [
    "an application has the addresses",
    numbers({ sms_application_sid: "AP1" }),
    ["ok sms inbound: not looked at: an application of Twilio's has the addresses"],
  ],
  [
    "the account has no such number",
    { answers: { [NUMBERS]: { incoming_phone_numbers: [] } } },
    ["warning sms inbound: Twilio has no such number in the account of the secret"],
  ],
  [
    "Twilio answers otherwise",
    { answers: { [NUMBERS]: 500, [TRACKING]: { enabled: "no" } } },
    [
      "warning sms inbound: the carrier does not tell (status 500)",
      "warning email tracking: the carrier's answer is in no known form",
    ],
  ],
  [
    "the key for mail is missing",
    { secret: { sendgrid_parse_public_key: undefined } },
    ["warning email inbound: sendgrid_parse_public_key is not in the secret: no mail can be taken"],
  ],
  [
    "the mail of another host is parsed",
    parsing({ hostname: "x.example" }),
    [`warning email inbound: Inbound Parse has no host ${DOMAIN}: ${WHERE}`],
  ],
  [
    "mail is posted raw, and elsewhere",
    parsing({ url: "https://x.example", send_raw: true }),
    [
      `warning email inbound: what people write goes to another address than ours: ${WHERE}`,
      "warning email inbound: Inbound Parse posts the raw mail: switch that off",
    ],
  ],
  [
    "mail goes to another host",
    { effect: { mailExchangers: async () => ["mx.x.example"] } },
    ["warning email inbound: its MX record must be mx.sendgrid.net, and is mx.x.example"],
  ],
  [
    "SendGrid has a link of its own, and no signature covers ours",
    { answers: { [TRACKING]: { enabled: true }, [DOMAINS]: [{ domain: "grove.example", valid: true }] } },
    [
      "warning email tracking: subscription tracking is on: SendGrid's link takes the place of ours",
      "warning email domain: ashgrove.example is not authenticated: mailbox providers pass over our unsubscribe headers",
    ],
  ],
  [
    "the API key may only send",
    { answers: { [PARSE]: 403, [TRACKING]: 403, [DOMAINS]: 401 } },
    [
      "ok email inbound: not looked at: the API key may not (user.webhooks.parse.settings.read)",
      "ok email tracking: not looked at: the API key may not (tracking_settings.subscription.read)",
      "ok email domain: not looked at: the API key may not (whitelabel.read)",
    ],
  ],
];

for (const [title, other, told] of rows)
  test(`says so where ${title}`, async () => {
    assert.equal(
      (await found(other)).filter((one) => !sound.includes(one)),
      told,
    );
  });

test("says why it does not look where Pulumi's state cannot be read", async () => {
  const inboundAddresses = () => Promise.reject(new Error("no passphrase"));
  assert.equal(await found({ effect: { inboundAddresses } }), ["warning inbound: not looked at: no passphrase"]);
});
