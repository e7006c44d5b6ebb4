import type { APIGatewayProxyEvent } from "aws-lambda";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { fakeSecrets } from "../../helpers/fake-providers";
import { START } from "../../helpers/time-and-chance";
import {
  batch,
  callback,
  mailEvent,
  ours,
  projectAddress,
  receiptsFixture,
  sealed,
  secretsWithWebhook,
  sendingRecord,
  theirs,
  twilioParameters,
  urlOf,
} from "./receipts-fixture";

const without = (event: APIGatewayProxyEvent, header: string): APIGatewayProxyEvent => ({
  ...event,
  headers: Object.fromEntries(Object.entries(event.headers).filter(([name]) => name.toLowerCase() !== header)),
});

const at = (seconds: number): string => String(Date.parse(START) / 1000 + seconds);
const good = sealed();
const otherAccount = "AC00000000000000000000000000000099";
const changed = twilioParameters({ MessageStatus: "read" });
const bbb = { company_id: "ci-bbb-001", project_id: "pi-bbb-001", conversation_id: "of-bbb" };
const ofBbb = sealed("whatsapp", bbb);

/** A body that was altered on the way, under the signature of what was sent. */
const altered = (event: APIGatewayProxyEvent, body: string): APIGatewayProxyEvent => ({ ...event, body });

const kinds: Readonly<Record<string, APIGatewayProxyEvent>> = {
  "Twilio: no reference": callback({ ref: "" }),
  "Twilio: a reference that is over": callback({ ref: sealed("whatsapp", { expires: START }) }),
  "Twilio: a reference of a project that its record is not of": callback({
    ref: sealed("whatsapp", { project_id: "pi-x" }),
  }),
  "Twilio: a reference of a company that its record is not of": callback({
    ref: sealed("whatsapp", { company_id: "ci-x" }),
  }),
  "Twilio: a reference of another project, signed with this one's token": callback({
    ref: ofBbb,
  }),
  "Twilio: a reference of an email": callback({ ref: sealed("email") }),
  "Twilio: words for a reference": callback({ ref: "..%2F..%2Fadmin" }),
  "Twilio: no signature": without(callback(), "x-twilio-signature"),
  "Twilio: a signature with another token": callback({ token: "another token" }),
  "Twilio: a signature of another URL": callback({ signedUrl: urlOf("twilio", sealed("sms")) }),
  "Twilio: a signature of other parameters": callback({ parameters: changed, signedParameters: twilioParameters() }),
  "Twilio: a receipt sent on to another attempt's address": callback({
    ref: sealed("whatsapp", { attempt_id: "attempt-2" }),
    signedUrl: urlOf("twilio", good),
  }),
  "Twilio: another account, signed with this project's token": callback({
    parameters: twilioParameters({ AccountSid: otherAccount }),
  }),
  "Twilio: no account": callback({ parameters: { MessageSid: "SM1", MessageStatus: "sent" } }),
  "Twilio: no message": callback({
    parameters: { AccountSid: twilioParameters().AccountSid ?? "", MessageStatus: "sent" },
  }),
  "Twilio: no status": callback({ parameters: { AccountSid: twilioParameters().AccountSid ?? "", MessageSid: "SM1" } }),
  "Twilio: an empty body": altered(callback(), ""),
  "Twilio: SendGrid's signature": { ...batch(), resource: "/receipts/twilio/{ref}", pathParameters: { ref: good } },
  "SendGrid: no reference": batch({ ref: "" }),
  "SendGrid: a reference of another conversation than its record's": batch({
    events: [mailEvent({ ref: sealed("whatsapp", { channel: "email" }) })],
  }),
  "SendGrid: references of a company that the record is not of": batch({
    ref: projectAddress({ company_id: "ci-x" }),
    events: [mailEvent({ ref: sealed("email", { company_id: "ci-x" }) })],
  }),
  "SendGrid: another project's key": batch({ key: theirs }),
  "SendGrid: no signature": without(batch(), "x-twilio-email-event-webhook-signature"),
  "SendGrid: no timestamp": without(batch(), "x-twilio-email-event-webhook-timestamp"),
  "SendGrid: a timestamp more than ten minutes old": batch({ timestamp: at(-601) }),
  "SendGrid: a timestamp more than a minute ahead": batch({ timestamp: at(61) }),
  "SendGrid: a timestamp that is no number": batch({ timestamp: "now" }),
  "SendGrid: a signature of another body": batch({ signedBody: JSON.stringify([mailEvent({ event: "open" })]) }),
  "SendGrid: not JSON": batch({ body: "event=delivered" }),
  "SendGrid: not a list": batch({ events: mailEvent() }),
  "SendGrid: an empty body": batch({ body: "" }),
  "SendGrid: Twilio's signature": {
    ...callback(),
    resource: "/receipts/sendgrid/{ref}",
    pathParameters: { ref: projectAddress() },
  },
};

const bbbSecrets = {
  "whatsapp-of-bbb": JSON.stringify({
    twilio_account_sid: otherAccount,
    twilio_auth_token: "token-of-bbb",
    twilio_template_sid: "HX1",
  }),
};

/** Two projects of two companies, each with its own credentials. */
const fixture = () =>
  receiptsFixture(
    [
      ...(["whatsapp", "email"] as const).map((channel) => sendingRecord(channel)),
      sendingRecord("whatsapp", { ...bbb, channel_config: { whatsapp_credentials_id: "whatsapp-of-bbb" } }),
    ],
    { secrets: fakeSecrets({ ...secretsWithWebhook, ...bbbSecrets }).secrets },
  );

for (const [kind, event] of Object.entries(kinds))
  test(`is refused, changes nothing and hears no reason. ${kind}`, async () => {
    const { receive, store, lines } = fixture();
    const before = store.records();
    assert.equal(await receive(event), { status: 403, body: '{"message":"Forbidden"}' });
    assert.equal(store.records(), before);
    assert.equal(store.changes, []);
    assert.equal(lines, [{ level: "warn", event: "receipt_refused", status: "Forged" }]);
  });

test("differs from a genuine one, which the same fixture takes", async () => {
  for (const event of [
    callback(),
    batch(),
    callback({
      ref: ofBbb,
      token: "token-of-bbb",
      parameters: twilioParameters({ AccountSid: otherAccount }),
    }),
    batch({ key: theirs, events: [] }),
    batch({ key: ours }),
  ])
    assert.is((await fixture().receive(event)).status, 200);
});
