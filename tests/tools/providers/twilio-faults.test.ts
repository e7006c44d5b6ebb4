import * as assert from "uvu/assert";
import type { TwilioStandIn } from "../../../tools/providers/twilio/start-twilio";
import { until } from "../../helpers/time-and-chance";
import { postMessage, rejection, twilioSuite } from "./clients";

const sms = { from: "+447400000001", to: "+447400123456", body: "Hello" };

const test = twilioSuite("twilio faults");

const answersOf = ({ ledger }: TwilioStandIn) => ledger.entries().map(({ answered }) => answered);

for (const [title, fault, seen, answered, attempts] of [
  ["an error before acceptance", { status: 503 }, { status: 503, code: 20503 }, [], [503]],
  ["a refusal by code", { code: 21610 }, { status: 400, code: 21610 }, [], [400]],
  ["a reset before acceptance", { reset: "before" }, { status: undefined, code: "ECONNRESET" }, [], ["reset"]],
  ["a reset after acceptance", { reset: "after" }, { status: undefined, code: "ECONNRESET" }, ["reset"], []],
  ["an error after acceptance", { acceptThenStatus: 500 }, { status: 500, code: 20500 }, ["status 500"], []],
] as const) {
  test(`${title} shows in the client, and the ledger tells the truth`, async ({ twilio, client }) => {
    twilio.faults.add({ provider: "twilio", operation: "messages.create", fault });
    const refused = await rejection(client.messages.create(sms), "status", "code");
    assert.equal(refused, seen);
    assert.equal(answersOf(twilio), answered);
    assert.equal(
      twilio.ledger.attempts().map(({ status, byFault }) => ({ status, byFault })),
      attempts.map((status) => ({ status, byFault: true })),
    );
    assert.is(twilio.ledger.sends(sms.to).length, answered.length);
  });
}

for (const phase of ["before", "after"] as const) {
  test(`hanging ${phase} acceptance leaves the client waiting`, async ({ twilio, client }) => {
    twilio.faults.add({ provider: "twilio", fault: { hang: phase } });
    let settled = false;
    const waiting = rejection(client.messages.create(sms), "code").finally(() => {
      settled = true;
    });
    const seen = () => (phase === "after" ? twilio.ledger.count() : twilio.ledger.attempts().length);
    await until("the request arrives", () => seen() === 1);
    assert.is(settled, false);
    assert.equal(answersOf(twilio), phase === "after" ? ["hang"] : []);
    await twilio.stop();
    assert.equal(await waiting, { code: "ECONNRESET" });
  });
}

test("a message that was accepted while the answer was lost is found by listing", async ({ twilio, client }) => {
  twilio.faults.add({ provider: "twilio", operation: "messages.create", fault: { reset: "after" } });
  await rejection(client.messages.create(sms), "code");
  const listed = await client.messages.list({ to: sms.to, from: sms.from });
  assert.equal(
    listed.map(({ sid }) => sid),
    twilio.ledger.sends(sms.to).map(({ id }) => id),
  );
  assert.is(listed.length, 1);
});

test("broken JSON comes after acceptance", async ({ twilio, client }) => {
  twilio.faults.add({ provider: "twilio", fault: { malformed: true } });
  const refused = await rejection(client.messages.create(sms), "name");
  assert.equal(refused, { name: "SyntaxError" });
  assert.equal(answersOf(twilio), ["malformed"]);
});

test("retry-after and an own body are passed on", async ({ twilio }) => {
  const body = { code: 20429, message: "slow down", status: 429 };
  twilio.faults.add({ provider: "twilio", fault: { code: 20429, body, headers: { "retry-after": "7" } } });
  const answer = await fetch(`${twilio.url}/v1/Content/HX1`);
  assert.equal([answer.status, answer.headers.get("retry-after"), await answer.json()], [429, "7", body]);
});

test("a delayed message is accepted even when the client gave up", async ({ twilio }) => {
  twilio.faults.add({ provider: "twilio", fault: { delayMs: 60 } });
  const abandoned = new AbortController();
  const sending = postMessage(twilio.url, { From: sms.from, To: sms.to, Body: sms.body }, abandoned.signal);
  await until("the fault strikes", () => twilio.faults.list()[0]?.struck === 1);
  abandoned.abort();
  assert.equal(await rejection(sending, "name"), { name: "AbortError" });
  assert.is(twilio.ledger.count(), 0);
  await until("late acceptance", () => twilio.ledger.count() === 1);
});
