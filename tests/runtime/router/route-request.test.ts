import * as E from "fp-ts/Either";
import * as O from "fp-ts/Option";
import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { companyOf } from "../../../runtime/company/company";
import { LARGEST_MESSAGE, queuedMessage, sizeOf } from "../../../runtime/conversation/message";
import { rejection } from "../../../runtime/router/rejection";
import { enqueue, type RouterEnv, routeRequest } from "../../../runtime/router/route-request";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { proxyEvent, REQUEST_ID, validBody } from "../../../tools/measure/sample/request";
import { notGiven } from "../../helpers/not-given";
import { bareEnv, guardsOf, happyEnv, inMemoryQueue, postBody, refusingQueue } from "../../helpers/router-env";

const testEnqueue = suite("enqueue");

/** A context object whose message has this many bytes, attributes included. */
const contextOf = (bytes: number, filling = "x") => {
  const padded = (pad: string) => sampleMessage("sms", { company_data_payload: { pad } });
  return padded(filling.repeat(bytes - sizeOf(queuedMessage(padded("")))));
};

testEnqueue("a message of exactly 256 KiB with its attributes is accepted", async () => {
  const { queue, queued } = inMemoryQueue();
  await enqueue(contextOf(LARGEST_MESSAGE))({ queue })();
  assert.equal(queued.map(sizeOf), [LARGEST_MESSAGE]);
});

testEnqueue("one byte more is refused, and the queue is not asked", async () => {
  const result = await enqueue(contextOf(LARGEST_MESSAGE + 1))({ queue: { send: notGiven("queue.send") } })();
  assert.equal(
    result,
    E.left(
      rejection(
        "PAYLOAD_TOO_LARGE",
        "The request with its project's record exceeds 262144 bytes, or what a record can hold",
      ),
    ),
  );
});

testEnqueue("what fits the queue and not the record is refused, and the queue is not asked", async () => {
  const short = Array.from({ length: 100_000 }, () => 1);
  const context = sampleMessage("sms", { frontend_payload: { project_data: { short } } });
  const result = await enqueue(context)({ queue: { send: notGiven("queue.send") } })();
  assert.is(E.isLeft(result) && result.left.code, "PAYLOAD_TOO_LARGE");
});

testEnqueue("an escaped character counts with all its bytes", async () => {
  const context = sampleMessage("sms", { company_data_payload: { pad: "\uFFFE".repeat(43_600) } });
  const result = await enqueue(context)({ queue: { send: notGiven("queue.send") } })();
  assert.is(E.isLeft(result) && result.left.code, "PAYLOAD_TOO_LARGE");
});

testEnqueue("a queue that refuses is a QUEUE_ERROR", async () => {
  assert.equal(
    await enqueue(sampleMessage())({ queue: refusingQueue })(),
    E.left(rejection("QUEUE_ERROR", "The request cannot be queued at the moment")),
  );
});

const testRouteRequest = suite("route request");

const routed = (env: RouterEnv, body = validBody()) => routeRequest(proxyEvent({ body: JSON.stringify(body) }))(env)();

testRouteRequest("stamps the time at which the request is accepted", async () => {
  const { env, clock, queued } = happyEnv();
  clock.advance(61_000);
  await routed(env);
  assert.equal(
    queued.map(({ attributes }) => attributes.routerTimestamp),
    ["2026-11-20T11:46:34.000Z"],
  );
});

testRouteRequest("uses no port for a body that is refused, nor without consent", async () => {
  const results = [
    await routed(bareEnv(), {}),
    await routed(bareEnv(), validBody({ recipient_data: { comms_consent: false } })),
  ];
  assert.equal(
    results.map((result) => E.isLeft(result) && result.left.code),
    ["MISSING_IDENTIFIERS", "COMMS_CONSENT_REQUIRED"],
  );
});

testRouteRequest("asks for the company first, and uses nothing else for a caller who may not", async () => {
  const { env } = happyEnv();
  const { queue, clock } = bareEnv();
  const result = await routeRequest(proxyEvent({ apiKeyId: "other" }))({ ...env, queue, clock })();
  assert.is(E.isLeft(result) && result.left.code, "COMPANY_NOT_FOUND");
});

const testFailingPorts = suite("failing ports");

const throwing = () => {
  throw new Error("+447400123456 at ada@example.com");
};
const rejecting = () => async () => throwing();

for (const [what, ports] of [
  ["the company table throws", { companies: { find: throwing } }],
  ["the company table rejects", { companies: { find: rejecting } }],
  ["the guards' table throws", { guards: { ...guardsOf(), readGuard: throwing } }],
  ["the guards' table rejects", { guards: { ...guardsOf(), readGuard: rejecting } }],
  ["the queue throws", { queue: { send: throwing } }],
  ["the queue rejects", { queue: { send: rejecting } }],
  ["the clock throws", { clock: { now: throwing } }],
  ["the clock is broken", { clock: { now: () => new Date(Number.NaN) } }],
] as const)
  testFailingPorts(`answers INTERNAL_ERROR for the request when ${what}, without the thrown message`, async () => {
    const { status, body, text, lines } = await postBody(validBody(), ports);
    assert.is(status, 500);
    assert.equal(body, {
      status: "error",
      error_code: "INTERNAL_ERROR",
      message: "The request could not be handled",
      request_id: REQUEST_ID,
      errors: [],
    });
    assert.equal(
      lines.map(({ level, error_code, request_id, company_id }) => ({ level, error_code, request_id, company_id })),
      [{ level: "error", error_code: "INTERNAL_ERROR", request_id: REQUEST_ID, company_id: "ci-aaa-001" }],
    );
    assert.match(lines[0]?.reason ?? "", /^(Range)?Error at /);
    assert.not.match(JSON.stringify([text, lines]), /447400123456|ada@example/);
  });

testFailingPorts("a port that the test did not give is named in the log", async () => {
  const { lines } = await postBody(validBody(), { queue: { send: notGiven("queue.send") } });
  assert.match(lines[0]?.reason ?? "", /^NotGiven\(queue\.send\) at /);
});

testFailingPorts("a record that is not an object of ours is an error of the server, not a crash", async () => {
  for (const record of [
    {},
    { company_id: 5 },
    { api_key_reference: "key-id-aaa-001", project_status: "active", allowed_channels: ["whatsapp"] },
  ]) {
    const { status } = await postBody(validBody(), { companies: { find: () => TE.right(O.some(companyOf(record))) } });
    assert.ok(status === 404 || status === 500);
  }
});
