import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import * as assert from "uvu/assert";
import { RECEIPT_KEY, secretName } from "../../infra/names";
import type { JsonObject } from "../../runtime/codec/json";
import { sealReference } from "../../runtime/conversation/reference";
import type { Channel } from "../../runtime/request/request";
import { eventSignatureHeaders } from "../../tools/providers/sendgrid/mail-events";
import { signReceipt } from "../../tools/providers/twilio/receipts";
import { conversationDelivered, conversationIn, conversationsWith } from "./records";
import { newRequest, post, type Request } from "./requests";
import type { Journey } from "./shared-journey";
import { idsOf, keysOf, type Tenant, tenants, tenantsSuite } from "./tenants";

const test = tenantsSuite("receipts of another project");

const active = tenants.filter(({ status }) => status === "active");
const pairs = active.flatMap((owner) =>
  active.filter((other) => other !== owner).map((other) => [owner, other] as const),
);

/** Sends a tenant's message; gives its request and its record. */
const sent = async (journey: Journey, tenant: Tenant, channel: Channel) => {
  const request = newRequest(channel, { company_data: idsOf(tenant) });
  await post(journey.ready, request.body, keysOf(journey, tenant)[0]?.value);
  const record = await (channel === "email"
    ? conversationIn(journey, request, "initial_message_sent")
    : conversationDelivered(journey, request));
  return { request, record };
};

const recordOf = async (journey: Journey, { recipient }: Request): Promise<JsonObject | undefined> =>
  (await conversationsWith(journey, recipient))[0];

const ofTenant = <A>(all: ReadonlyMap<Tenant, A>, tenant: Tenant): A => {
  const found = all.get(tenant);
  if (found === undefined) throw new Error(`nothing was sent by ${tenant.company_id} ${tenant.project_id}`);
  return found;
};

const posted = async (url: string, body: string, headers: Readonly<Record<string, string>>) => {
  const answer = await fetch(url, { method: "POST", body, headers });
  return `${answer.status} ${await answer.text()}`;
};

const FORBIDDEN = '403 {"message":"Forbidden"}';
const TAKEN = '200 {"message":"OK"}';

test("are refused of Twilio, whatever of another project they are signed with or posted to", async (journey) => {
  const messages = new Map(
    await Promise.all(
      active.map(async (tenant) => {
        const { request } = await sent(journey, tenant, "sms");
        const [send] = journey.providers.ledger.sends(request.recipient);
        const callback = send?.provider === "twilio" ? String(send.statusCallback) : "";
        return [tenant, { request, id: String(send?.id), url: callback.replace(/#.*$/, "") }] as const;
      }),
    ),
  );
  const of = (tenant: Tenant) => ofTenant(messages, tenant);

  const receipt = (to: Tenant, about: Tenant, account: Tenant, signedBy: Tenant) => {
    const { url } = of(to);
    const parameters = { AccountSid: account.account, MessageSid: of(about).id, MessageStatus: "failed" };
    return posted(url, new URLSearchParams(parameters).toString(), {
      "content-type": "application/x-www-form-urlencoded",
      "x-twilio-signature": signReceipt(signedBy.token, url, parameters),
    });
  };

  for (const [owner, other] of pairs) {
    const recordsNow = () => Promise.all([owner, other].map((tenant) => recordOf(journey, of(tenant).request)));
    const before = await recordsNow();
    const tries = [
      await receipt(owner, owner, owner, other),
      await receipt(owner, owner, other, other),
      await receipt(owner, other, other, other),
      await receipt(other, owner, owner, owner),
      await receipt(other, owner, other, owner),
    ];
    assert.equal(tries, Array(5).fill(FORBIDDEN));
    assert.equal(await recordsNow(), before);
  }
  for (const tenant of active) assert.is(await receipt(tenant, tenant, tenant, tenant), TAKEN);
});

test("are refused of SendGrid by another's key, and passed over at another's address, whoever signed them", async (journey) => {
  journey.providers.sendgrid.setWebhook(null);
  const key = new GetSecretValueCommand({ SecretId: secretName(RECEIPT_KEY, "local") });
  const { SecretString: secret = "" } = await journey.secrets.send(key);
  const mails = new Map(
    await Promise.all(active.map(async (tenant) => [tenant, await sent(journey, tenant, "email")] as const)),
  );

  const address = (tenant: Tenant): string =>
    `${journey.ready.receiptsUrl}/sendgrid/${sealReference(secret, idsOf(tenant))}`;
  const events = (about: Tenant): string => {
    const { record } = ofTenant(mails, about);
    const ref = sealReference(secret, {
      ...idsOf(about),
      channel: "email",
      primary_channel: String(record.primary_channel),
      conversation_id: String(record.conversation_id),
      attempt_id: String(record.attempt_id),
      expires: "2999-01-01T00:00:00.000Z",
    });
    return JSON.stringify([{ event: "delivered", ref, sg_message_id: `${record.email_id}.recvd` }]);
  };
  const batch = (to: Tenant, about: Tenant, { eventKey }: Tenant) => {
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const body = events(about);
    return posted(address(to), body, {
      "content-type": "application/json",
      ...eventSignatureHeaders(eventKey, timestamp, body),
    });
  };

  for (const [owner, other] of pairs) {
    const { request, record } = ofTenant(mails, owner);
    assert.equal(
      [
        await batch(owner, owner, other),
        await batch(other, owner, owner),
        await batch(owner, other, other),
        await batch(other, owner, other),
      ],
      [FORBIDDEN, TAKEN, TAKEN, TAKEN],
    );
    assert.equal(await recordOf(journey, request), record, "no batch of another project changes it");
  }
  for (const tenant of active) {
    assert.is(await batch(tenant, tenant, tenant), TAKEN);
    const { request } = ofTenant(mails, tenant);
    assert.is((await recordOf(journey, request))?.delivery_status, "delivered");
  }
});
