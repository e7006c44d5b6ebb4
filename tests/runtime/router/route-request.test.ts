import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type RouterEnv, routeRequest } from "../../../runtime/router/route-request";
import { contextObject } from "../../helpers/context-object";
import { bareEnv, happyEnv } from "../../helpers/happy-router-env";
import { proxyEvent } from "../../helpers/proxy-event";
import { validBody } from "../../helpers/valid-body";

const test = suite("route request");

const routed = (env: RouterEnv, body = validBody()) => routeRequest(proxyEvent({ body: JSON.stringify(body) }))(env)();

test("gives the context object that it has queued", async () => {
  const { env, queued } = happyEnv();
  assert.equal(await routed(env), E.right(contextObject()));
  assert.equal(
    queued.map(({ body }) => JSON.parse(body)),
    [contextObject()],
  );
});

test("stamps the time at which the request is accepted", async () => {
  const { env, clock, queued } = happyEnv();
  clock.advance(61_000);
  await routed(env);
  assert.equal(
    queued.map(({ attributes }) => attributes.routerTimestamp),
    ["2026-11-20T11:46:34.000Z"],
  );
});

test("uses no port for a body that is refused, nor without consent", async () => {
  const results = [
    await routed(bareEnv(), {}),
    await routed(bareEnv(), validBody({ recipient_data: { comms_consent: false } })),
  ];
  assert.equal(
    results.map((result) => E.isLeft(result) && result.left.code),
    ["MISSING_IDENTIFIERS", "COMMS_CONSENT_REQUIRED"],
  );
});

test("asks for the company first, and uses nothing else for a caller who may not", async () => {
  const { env } = happyEnv();
  const { queue, clock } = bareEnv();
  const result = await routeRequest(proxyEvent({ apiKeyId: "other" }))({ ...env, queue, clock })();
  assert.is(E.isLeft(result) && result.left.code, "COMPANY_NOT_FOUND");
});

test.run();
