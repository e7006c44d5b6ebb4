import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { FaultBody } from "../../../local/providers/fault-spec";
import { startTwilio, type TwilioStandIn } from "../../../local/providers/twilio/start-twilio";
import { templateByTwilio } from "../../../runtime/adapters/twilio-template";
import { deadUrl, startRawServer } from "./raw-server";

const SID = "HX00000000000000000000000000000001";
const WITHOUT = `HX${"2".repeat(32)}`;
const credentials = {
  twilio_account_sid: `AC${"a".repeat(32)}`,
  twilio_auth_token: "the-token",
  twilio_template_sid: SID,
};

const template = (variables: Readonly<Record<string, string>>) => ({
  friendly_name: "first_contact",
  language: "en",
  variables,
  types: { "twilio/text": { body: "Hello {{1}}" } },
});

const variablesOf = (twilioUrl: string, overrides = {}, timeoutMs = 2_000) =>
  templateByTwilio(twilioUrl)({ ...credentials, ...overrides }, timeoutMs)();

const silent = (reason: string) => E.left({ _tag: "CarrierSilent", reason: `template: ${reason}` });

const test = suite<{ twilio: TwilioStandIn }>("twilio-template");

test.before.each(async (context) => {
  context.twilio = await startTwilio({
    receipts: "off",
    accounts: { [credentials.twilio_account_sid]: credentials.twilio_auth_token },
    templates: { [SID]: template({ "2": "Nurse", "1": "Ada", name: "" }), [WITHOUT]: template({}) },
  });
});
test.after.each(({ twilio }) => twilio.stop());

test("the variables of a template are told by name", async ({ twilio }) => {
  const found = await variablesOf(twilio.url);
  assert.equal(E.isRight(found) && [...(found.right ?? [])].sort(), ["1", "2", "name"]);
});

test("a template may have none", async ({ twilio }) => {
  assert.equal(await variablesOf(twilio.url, { twilio_template_sid: WITHOUT }), E.right([]));
});

test("a template that Twilio does not know tells nothing: the send finds out", async ({ twilio }) => {
  assert.equal(await variablesOf(twilio.url, { twilio_template_sid: `HX${"3".repeat(32)}` }), E.right(undefined));
});

test("without a template nothing is asked", async () => {
  const { twilio_template_sid: _, ...others } = credentials;
  const found = await templateByTwilio(await deadUrl())(others, 2_000)();
  assert.equal(found, E.right(undefined));
});

test("credentials that are not accepted tell nothing about the template", async ({ twilio }) => {
  assert.equal(await variablesOf(twilio.url, { twilio_auth_token: "another" }), E.right(undefined));
});

test("an id cannot lead to another path", async () => {
  const server = await startRawServer((socket) => socket.end("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
  await variablesOf(server.url, { twilio_template_sid: "../Accounts?a=b#" }).finally(server.stop);
  assert.match(server.received()[0] ?? "", /^GET \/v1\/Content\/\.\.%2FAccounts%3Fa%3Db%23 HTTP\/1\.1\r\n/);
});

for (const [what, fault, expected] of [
  ["throttling", { status: 429 }, silent("status 429")],
  ["an internal error", { status: 500 }, silent("status 500")],
  ["broken JSON", { malformed: true }, silent("malformed answer")],
] as const satisfies readonly (readonly [string, FaultBody, unknown])[])
  test(`${what} tells nothing`, async ({ twilio }) => {
    twilio.faults.add({ provider: "twilio", operation: "content.fetch", fault });
    assert.equal(await variablesOf(twilio.url), expected);
    assert.ok(E.isRight(await variablesOf(twilio.url)), "and the next try succeeds");
  });

for (const fault of [{ reset: "after" }, { hang: "after" }] as const)
  test(`no answer tells nothing, and no secret: ${JSON.stringify(fault)}`, async ({ twilio }) => {
    twilio.faults.add({ provider: "twilio", operation: "content.fetch", fault });
    const result = await variablesOf(twilio.url, {}, 150);
    assert.is(E.isLeft(result) && result.left._tag, "CarrierSilent");
    assert.not.match(JSON.stringify(result), "the-token");
  });

for (const [what, body, expected] of [
  ["no variables", "{}", "variables"],
  ["a list of variables", '{"variables":["1"]}', "variables"],
  ["another form", "[]", ""],
] as const)
  test(`an answer with ${what} is none`, async () => {
    const server = await startRawServer((socket) =>
      socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`),
    );
    const result = await variablesOf(server.url).finally(server.stop);
    assert.is(E.isLeft(result) && result.left._tag, "CarrierSilent");
    assert.match(E.isLeft(result) ? result.left.reason : "", expected);
  });

test("an answer with null for variables means that there are none", async () => {
  const body = '{"variables":null}';
  const server = await startRawServer((socket) =>
    socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`),
  );
  assert.equal(await variablesOf(server.url).finally(server.stop), E.right([]));
});

test.run();
