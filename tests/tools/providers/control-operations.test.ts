import * as assert from "uvu/assert";
import { rejection, twilioSuite } from "./clients";

const KEY = "the-key-of-this-start";
const test = twilioSuite("control-operations", { key: KEY });

const call = async (url: string, method = "GET", body?: unknown, key = KEY) => {
  const headers = { authorization: `Bearer ${key}` };
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { status: answer.status, body: (await answer.json()) as unknown };
};

const sms = { from: "+447400000001", to: "+447400123456", body: "Hello" };

test("the ledger is read and filtered by recipient over HTTP", async ({ twilio, client }) => {
  await client.messages.create(sms);
  const held = JSON.parse(JSON.stringify(twilio.ledger.entries())) as unknown;
  const all = await call(`${twilio.url}/_ledger`);
  const some = await call(`${twilio.url}/_ledger?to=%2B447400123456`);
  const none = await call(`${twilio.url}/_ledger?to=%2B447400999999`);
  assert.equal(
    [all, some, none],
    [
      { status: 200, body: held },
      { status: 200, body: held },
      { status: 200, body: [] },
    ],
  );
});

test("fault rules are set, listed and taken back over HTTP", async ({ twilio, client }) => {
  const put = await call(`${twilio.url}/_faults`, "PUT", [{ match: { to: "+447400123456" }, fault: { code: 21610 } }]);
  const refused = await rejection(client.messages.create(sms), "status", "code");
  const listed = await call(`${twilio.url}/_faults`);
  const attempts = await call(`${twilio.url}/_attempts`);
  const cleared = await call(`${twilio.url}/_faults`, "PUT", []);
  const rule = {
    provider: "twilio",
    operation: null,
    match: { to: "+447400123456" },
    times: 1,
    probability: 1,
    seed: 1,
    fault: { kind: "status", status: 400, code: "21610", headers: {}, delayMs: 0 },
  };
  assert.equal(put, { status: 200, body: [{ ...rule, struck: 0 }] });
  assert.equal(refused, { status: 400, code: 21610 });
  assert.equal(listed.body, [{ ...rule, struck: 1 }]);
  assert.equal(
    attempts.body,
    twilio.ledger.attempts().map((one) => ({ ...one })),
  );
  assert.equal([cleared, twilio.faults.list()], [{ status: 200, body: [] }, []]);
});

test("bad faults change nothing and are named by place and field", async ({ twilio }) => {
  twilio.faults.add({ provider: "twilio", fault: { status: 500 } });
  const answer = await call(`${twilio.url}/_faults`, "PUT", [{ fault: { status: 500 } }, { fault: { hang: "never" } }]);
  assert.equal(answer, {
    status: 400,
    body: {
      message: "the faults were refused, nothing was changed",
      errors: [{ field: "[1].fault.hang", message: 'must be "before" or "after"' }],
    },
  });
  assert.is(twilio.faults.list().length, 1);
  assert.is((await call(`${twilio.url}/_faults`, "PUT", { fault: {} })).status, 400);
});

test("nobody without the key is told or changes anything, however the path is written", async ({ twilio, client }) => {
  await client.messages.create(sms);
  for (const path of ["/_ledger", "/_attempts", "/_faults", "/x/../_ledger", "/./_faults", "/%2e/_ledger"])
    for (const method of ["GET", "PUT", "DELETE"])
      assert.is((await call(`${twilio.url}${path}`, method, method === "PUT" ? [] : undefined, "wrong")).status, 401);
  assert.is(twilio.ledger.count(), 1);
});

test("what is not there is a 404 or 405 in the provider's shape", async ({ twilio }) => {
  const gone = await call(`${twilio.url}/_nothing`);
  const wrong = await call(`${twilio.url}/v1/Content/HX1`, "DELETE");
  assert.equal([gone.status, wrong.status], [404, 405]);
});
