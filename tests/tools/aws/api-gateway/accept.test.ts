import * as assert from "uvu/assert";
import { errorOf, gatewaySuite, initiate, sampleDocument } from "./running-gateway";

const plain = sampleDocument({ "x-amazon-apigateway-gateway-responses": {} });
const test = gatewaySuite("throttle and quota", { document: plain });

const stages = [{ apiId: "api1", stage: "dev" }];

const statuses = async (base: string, key: string, count: number): Promise<readonly number[]> => {
  const seen: number[] = [];
  for (let index = 0; index < count; index += 1) seen.push((await initiate(base, key)).status);
  return seen;
};

test("each method of a stage lets its burst through and refills at its rate", async ({ base, gateway, clock }) => {
  gateway.setThrottle("api1", "dev", "*/*", { rate: 2, burst: 3 });
  assert.equal(await statuses(base, "the-key", 4), [200, 200, 200, 429]);
  const refusal = { status: 429, body: '{"message":"Too Many Requests"}', errorType: "TooManyRequestsException" };
  assert.equal(await errorOf(await initiate(base, "the-key")), refusal);
  clock.now += 500;
  assert.equal(await statuses(base, "the-key", 2), [200, 429]);
  clock.now += 60_000;
  assert.equal(await statuses(base, "the-key", 4), [200, 200, 200, 429]);
  gateway.setThrottle("api1", "dev", "*/*", undefined);
  assert.equal(await statuses(base, "the-key", 2), [200, 200]);
});

test("each method has a bucket of its own, of the size that is set for it or else for all", async ({
  base,
  gateway,
}) => {
  gateway.setThrottle("api1", "dev", "*/*", { rate: 1, burst: 1 });
  gateway.setThrottle("api1", "dev", "~1receipts~1twilio~1{ref}/POST", { rate: 1, burst: 3 });
  const asked = async (method: string, path: string, count: number): Promise<readonly number[]> =>
    Promise.all(Array.from({ length: count }, async () => (await fetch(`${base}${path}`, { method })).status));

  assert.equal((await asked("OPTIONS", "/initiate-conversation", 3)).toSorted(), [200, 429, 429]);
  assert.equal((await asked("POST", "/receipts/twilio/AAAA", 4)).toSorted(), [200, 200, 200, 429]);
  assert.equal(await statuses(base, "the-key", 2), [200, 429]);
  assert.throws(
    () => gateway.setThrottle("api1", "dev", "receipts/twilio/{ref}/POST", { rate: 1, burst: 1 }),
    "Invalid method setting path: receipts/twilio/{ref}/POST",
  );
});

test("a plan throttles each of its keys on its own", async ({ base, gateway }) => {
  gateway.putUsagePlan({ id: "p1", name: "plan", stages, throttle: { rate: 1, burst: 1 } });
  gateway.putApiKey({ id: "k2", name: "second", value: "second-key", enabled: true });
  gateway.addUsagePlanKey("p1", "k2");
  assert.equal(await statuses(base, "the-key", 2), [200, 429]);
  assert.equal(await statuses(base, "second-key", 2), [200, 429]);
});

test("a quota counts per day, and throttled requests use none of it up", async ({ base, gateway, clock }) => {
  const quota = { limit: 2 };
  gateway.putUsagePlan({ id: "p1", name: "plan", stages, quota, throttle: { rate: 1, burst: 1 } });
  assert.equal(await statuses(base, "the-key", 3), [200, 429, 429]);
  clock.now += 1000;
  assert.equal(await statuses(base, "the-key", 1), [200]);
  clock.now += 1000;
  const refusal = { status: 429, body: '{"message":"Limit Exceeded"}', errorType: "LimitExceededException" };
  assert.equal(await errorOf(await initiate(base, "the-key")), refusal);
  clock.now = Date.parse("2026-11-21T00:00:00.000Z");
  for (let n = 0; n < 2; n += 1) {
    assert.equal(await statuses(base, "the-key", 1), [200]);
    clock.now += 1000;
  }
  assert.equal(await errorOf(await initiate(base, "the-key")), refusal);
});

test("a plan that is put again unchanged keeps what its keys have used up", async ({ base, gateway }) => {
  const plan = { id: "p1", name: "plan", stages, quota: { limit: 1 } };
  gateway.putUsagePlan(plan);
  assert.equal(await statuses(base, "the-key", 1), [200]);
  gateway.putUsagePlan(plan);
  assert.equal(await statuses(base, "the-key", 1), [429]);
});

test("a key cannot have two plans on one stage, and plans need keys that exist", async ({ gateway }) => {
  gateway.putUsagePlan({ id: "p2", name: "other", stages });
  assert.throws(() => gateway.addUsagePlanKey("p2", "k1"), /"k1" already has the usage plan "plan" on that stage/);
  assert.throws(() => gateway.addUsagePlanKey("p2", "k9"), /there is no API key "k9"/);
  assert.throws(() => gateway.addUsagePlanKey("p9", "k1"), /there is no usage plan "p9"/);
});
