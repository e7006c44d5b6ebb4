import { setTimeout } from "node:timers/promises";
import * as assert from "uvu/assert";
import { answered, errorOf, gatewaySuite, initiate, lambdaIntegration, sampleDocument } from "./running-gateway";

const test = gatewaySuite("gateway errors");

const forbidden = { status: 403, body: '{"message":"Forbidden"}', errorType: "ForbiddenException" };
const badGateway = {
  status: 502,
  body: '{"message": "Internal server error"}',
  errorType: "InternalServerErrorException",
};

/** What the caller with the key is told. */
const told = async (base: string, key: string | undefined = "the-key", body?: Buffer) =>
  errorOf(await initiate(base, key, body));

test("a missing or an unknown key is forbidden, with the configured CORS header and AWS's own headers", async ({
  base,
  calls,
}) => {
  const response = await initiate(base, undefined);
  assert.is(response.headers.get("access-control-allow-origin"), "*");
  assert.is(response.headers.get("content-type"), "application/json");
  assert.match(response.headers.get("x-amzn-requestid") ?? "", /^[0-9a-f-]{36}$/);
  assert.match(response.headers.get("x-amz-apigw-id") ?? "", /=$/);
  assert.equal(await errorOf(response), forbidden);
  assert.equal(await told(base, "another"), forbidden);
  assert.equal(calls, []);
});

test("a disabled key, a removed key and a key without a plan are forbidden", async ({ base, gateway }) => {
  gateway.putApiKey({ id: "k2", name: "planless", value: "planless-key", enabled: true });
  assert.equal(await told(base, "planless-key"), forbidden);
  gateway.putApiKey({ id: "k1", name: "first", value: "the-key", enabled: false });
  assert.equal(await told(base), forbidden);
  gateway.putApiKey({ id: "k1", name: "first", value: "the-key", enabled: true });
  assert.is((await initiate(base, "the-key")).status, 200);
  gateway.removeUsagePlanKey("p1", "k1");
  assert.equal(await told(base), forbidden);
  gateway.addUsagePlanKey("p1", "k1");
  gateway.removeApiKey("k1");
  assert.equal(await told(base), forbidden);
});

test("an unknown path and an unknown method are missing an authentication token", async ({ base }) => {
  const missing = {
    status: 403,
    body: '{"message":"Missing Authentication Token"}',
    errorType: "MissingAuthenticationTokenException",
  };
  assert.equal(await errorOf(await fetch(`${base}/nowhere`)), missing);
  assert.equal(await errorOf(await fetch(`${base}/initiate-conversation`)), missing);
  assert.equal(await errorOf(await fetch(base)), missing);
});

test("an unknown stage is forbidden", async ({ gateway }) => {
  assert.equal(await errorOf(await fetch(`${gateway.url}/nostage/x`)), forbidden);
});

test("a body over 10 MB is refused, one of exactly 10 MB passes", async ({ base, calls }) => {
  assert.equal(await told(base, "the-key", Buffer.alloc(10 * 1024 * 1024 + 1, "a")), {
    status: 413,
    body: '{"message":"Request Too Long"}',
    errorType: "RequestTooLongException",
  });
  assert.is(calls.length, 0);
  assert.is((await initiate(base, "the-key", Buffer.alloc(10 * 1024 * 1024, "a"))).status, 200);
});

for (const [what, _tag, payload] of [
  ["a failed function", "FunctionError", '{"errorMessage":"x"}'],
  ["an answer that is not JSON", "Answered", "oops"],
  ["the answer null", "Answered", "null"],
  ["an answer with an unknown field", "Answered", '{"statusCode":200,"cookies":[]}'],
  ["an answer whose body is an object", "Answered", '{"statusCode":200,"body":{}}'],
  ["an answer whose status is none", "Answered", '{"statusCode":"abc"}'],
  ["an answer with an object for a header", "Answered", '{"statusCode":200,"headers":{"a":{}}}'],
  ["an answer with a line break in a header", "Answered", '{"statusCode":200,"headers":{"a":"b\\r\\nc: d"}}'],
] as const)
  test(`${what} is a bad gateway`, { invoke: async () => ({ _tag, payload }) }, async ({ base }) => {
    assert.equal(await told(base), badGateway);
  });

for (const outcome of ["Throttled", "UnknownFunction"] as const)
  test(`an invocation that ends as ${outcome} is an internal server error`, {
    invoke: async () => ({ _tag: outcome }),
  }, async ({ base }) => {
    assert.equal(await told(base), { ...badGateway, status: 500 });
  });

test("an invocation that throws is reported and an internal server error", {
  invoke: () => Promise.reject(new Error("host is down")),
}, async ({ base, errors }) => {
  assert.equal(await told(base), { ...badGateway, status: 500 });
  assert.equal(
    errors.map(({ message, cause }) => [message, cause instanceof Error && cause.message]),
    [["API Gateway: POST /initiate-conversation could not be invoked", "host is down"]],
  );
});

const slow = {
  "/slow": { get: { "x-amazon-apigateway-integration": { ...lambdaIntegration("slow"), timeoutInMillis: 50 } } },
};

const answersLate = () => setTimeout(120, answered({ statusCode: 200 }));

test("a function slower than the integration's timeout is a gateway timeout, and its late answer is dropped", {
  document: sampleDocument({ paths: slow }),
  invoke: (_name, _event, onTurn) => {
    onTurn?.();
    return answersLate();
  },
}, async ({ base }) => {
  assert.equal(await errorOf(await fetch(`${base}/slow`)), {
    status: 504,
    body: '{"message": "Endpoint request timed out"}',
    errorType: "InternalServerErrorException",
  });
});

test("waiting in line for a worker does not count into the integration's timeout", {
  document: sampleDocument({ paths: slow }),
  invoke: answersLate,
}, async ({ base }) => {
  assert.is((await fetch(`${base}/slow`)).status, 200);
});

test("a gateway response of its own type sets headers in place of those of all", async ({ base, gateway }) => {
  gateway.putUsagePlan({ id: "p1", name: "plan", stages: [{ apiId: "api1", stage: "dev" }], quota: { limit: 0 } });
  const response = await initiate(base, "the-key");
  assert.equal(
    [response.status, response.headers.get("retry-after"), response.headers.get("access-control-allow-origin")],
    [429, "3600", null],
  );
});
