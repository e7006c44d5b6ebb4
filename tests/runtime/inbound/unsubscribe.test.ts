import type { APIGatewayProxyEvent } from "aws-lambda";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { anonymousConsent, decodeConsent } from "../../../runtime/conversation/consent";
import { sealReference, type UnsubscribeReference } from "../../../runtime/conversation/reference";
import { CONSENT_KEY, exampleSecrets, fakeSecrets } from "../../helpers/fake-providers";
import { inMemoryCompanies, unreadableCompanies } from "../../helpers/in-memory-companies";
import { addressOf, inboundFixture, requestTo } from "./inbound-fixture";

const test = suite("the link by which one unsubscribes");

const MAIL = "ada@example.com";
const reference: UnsubscribeReference = {
  kind: "unsubscribe",
  company_id: "ci-aaa-001",
  project_id: "pi-aaa-001",
  address: MAIL,
};
const REF = sealReference(CONSENT_KEY, reference);

const look = (ref = REF): APIGatewayProxyEvent => requestTo("unsubscribe", ref, { httpMethod: "GET", body: null });

const post = (body: string, contentType: string, ref = REF): APIGatewayProxyEvent =>
  requestTo("unsubscribe", ref, {
    headers: { "content-type": contentType },
    body: Buffer.from(body).toString("base64"),
    isBase64Encoded: true,
  });

const FORM = "application/x-www-form-urlencoded";
const part = '--b1\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b1--\r\n';

const clicks: Readonly<Record<string, (ref?: string) => APIGatewayProxyEvent>> = {
  form: (ref) => post("List-Unsubscribe=One-Click", FORM, ref),
  multipart: (ref) => post(part, "multipart/form-data; boundary=b1", ref),
};

for (const [encoding, click] of Object.entries(clicks))
  test(`is on record before one click is answered, without a cookie, a redirect or a login: ${encoding}`, async () => {
    const { receive, consentOf } = inboundFixture();

    const { statusCode, headers = {}, body } = await receive(click());

    assert.equal([statusCode, headers.Location, headers["Set-Cookie"]], [200, undefined, undefined]);
    assert.match(body, "You are unsubscribed");
    const { state, set_by, source } = consentOf(MAIL) ?? {};
    assert.equal([state, set_by, source], ["suppressed", "person", "unsubscribe_link"]);
  });

test("may be clicked again and again, in both encodings and after the person was erased", async () => {
  const { receive, clock, store, consentOf } = inboundFixture();
  const clickAll = async () => {
    for (const click of [clicks.form, clicks.multipart, clicks.form]) {
      assert.is((await receive(click?.())).statusCode, 200);
      clock.advance(1_000);
    }
  };
  await clickAll();
  const decoded = decodeConsent(consentOf(MAIL));
  assert.ok(decoded._tag === "Right");
  const { primary_channel, conversation_id } = decoded.right;
  await store.consents.change({ primary_channel, conversation_id }, anonymousConsent(decoded.right, clock.now()))();

  await clickAll();

  const { state, address } = consentOf(MAIL) ?? {};
  assert.equal([state, address], ["suppressed", undefined]);
});

test("shows a page that names the company, asks with one button, and changes nothing by being looked at", async () => {
  const { receive, store } = inboundFixture({}, { company_name: "A & <b>\"Sons'</b>" });

  const answers = await Promise.all(Array.from({ length: 1_000 }, () => receive(look())));

  assert.equal(store.records(), []);
  for (const { statusCode, body } of answers) {
    assert.is(statusCode, 200);
    assert.match(body, "A &amp; &lt;b&gt;&quot;Sons&#39;&lt;/b&gt; will write to you no more.");
    assert.is(body.match(/<button/g)?.length, 1);
  }
});

test("has pages that load and run nothing, may stand in no other page, and are kept nowhere", async () => {
  const { receive } = inboundFixture();
  for (const event of [look(), clicks.form?.(), look("AAAA")]) {
    const { headers = {}, body } = await receive(event);
    const policy = "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    assert.equal([headers["Content-Security-Policy"], headers["Cache-Control"]], [policy, "no-store"]);
    assert.not.match(body, /<script|src=|href=|https?:|style|ada@/i);
  }
});

test("shows the page, and records nothing, for a post that is not the one click", async () => {
  const { receive, store } = inboundFixture();
  for (const event of [
    post("", FORM),
    post("List-Unsubscribe=later", FORM),
    post(part, "multipart/form-data; boundary=another"),
    post("List-Unsubscribe=One-Click", "text/plain"),
  ]) {
    const { statusCode, body } = await receive(event);
    assert.is(statusCode, 200);
    assert.match(body, "<button>");
  }
  assert.equal(store.records(), []);
});

for (const [what, ref] of Object.entries({
  broken: `${REF.slice(0, -1)}${REF.endsWith("A") ? "B" : "A"}`,
  "cut short": REF.slice(0, 20),
  "another stack's": sealReference("another-key", reference),
  "an address for messages": addressOf("sms"),
}))
  test(`is not found where it is ${what}`, async () => {
    const { receive, store } = inboundFixture();
    for (const event of [look(ref), clicks.form?.(ref)]) {
      const { statusCode, body } = await receive(event);
      assert.is(statusCode, 404);
      assert.match(body, "There is no such page");
    }
    assert.equal(store.records(), []);
  });

test("holds for a project that is gone, whose name nobody knows", async () => {
  const { receive, consentOf } = inboundFixture({ companies: inMemoryCompanies() });
  assert.match((await receive(look())).body, "The sender of this message will write to you no more.");
  await receive(clicks.form?.());
  assert.is(consentOf(MAIL)?.state, "suppressed");
});

test("asks to try again where it could not be recorded, or the page not be made", async () => {
  const { receive, store } = inboundFixture({ companies: unreadableCompanies });
  store.failNext("putNew", "before", 9);
  const { secrets } = fakeSecrets(Object.fromEntries(Object.entries(exampleSecrets).slice(0, 0)));
  const keyless = inboundFixture({ secrets });
  for (const { statusCode, body } of [
    await receive(clicks.form?.()),
    await receive(look()),
    await keyless.receive(look()),
  ]) {
    assert.is(statusCode, 503);
    assert.match(body, "Please try again");
  }
});
