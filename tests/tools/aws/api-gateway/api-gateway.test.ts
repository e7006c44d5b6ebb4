import { connect } from "node:net";
import * as assert from "uvu/assert";
import { startApiGateway } from "../../../../tools/aws/api-gateway/api-gateway";
import { until } from "../../../helpers/time-and-chance";
import { answered, gatewaySuite, initiate, sampleDocument } from "./running-gateway";

const test = gatewaySuite("API Gateway");

const portOf = (url: string): number => Number(new URL(url).port);

test("a port already taken is named", async ({ gateway }) => {
  const port = portOf(gateway.url);
  const options = { port, accountId: "000000000000", invoke: async () => answered({}) };
  const failure = await startApiGateway(options).then(
    () => "started",
    (error: Error) => error.message,
  );
  assert.is(failure, `port ${port} for the API Gateway is already in use`);
});

test("a client that gives up in the middle of a body calls no function and harms nobody", async ({
  gateway,
  base,
  calls,
  errors,
}) => {
  const socket = connect(portOf(gateway.url), "127.0.0.1");
  socket.write(`POST /dev/files/x HTTP/1.1\r\nHost: ${new URL(base).host}\r\nContent-Length: 1000\r\n\r\npart`);
  await new Promise((resolve) => setTimeout(resolve, 20));
  socket.destroy();
  assert.is((await initiate(base, "the-key")).status, 200);
  assert.equal([calls.map(({ name }) => name), errors], [["router"], []]);
});

const { promise: isGone, resolve: answer } = Promise.withResolvers<void>();
const late = { invoke: () => isGone.then(() => answered({ body: "x".repeat(100_000) })) };

test(
  "a client that gives up before the answer harms nobody",
  late,
  async ({ gateway, base, calls, entries, errors }) => {
    const socket = connect(portOf(gateway.url), "127.0.0.1");
    socket.write(`GET /dev/files/x HTTP/1.1\r\nHost: ${new URL(base).host}\r\n\r\n`);
    await until("the function is called", () => calls.length === 1);
    socket.destroy();
    answer();
    assert.is((await initiate(base, "the-key")).status, 200);
    await until("both are in the access log", () => entries.length === 2);
    assert.equal([entries.map(({ status }) => status), errors], [[200, 200], []]);
  },
);

test("stops while a function is still running", { invoke: () => new Promise(() => {}) }, async (running) => {
  const pending = fetch(`${running.base}/files/x`).catch(() => "cut off");
  await until("the function is called", () => running.calls.length === 1);
  await running.gateway.stop();
  assert.is(await pending, "cut off");
  const again = await startApiGateway({ port: 0, accountId: "0", invoke: async () => answered({}) });
  await again.stop();
});

test("stages belong to APIs that exist, and one name to one API", async ({ gateway, base }) => {
  assert.throws(() => gateway.putStage({ apiId: "api9", name: "x" }), /stage "x": there is no API "api9"/);
  gateway.putApi({ id: "api2", name: "second", body: sampleDocument() });
  assert.throws(() => gateway.putStage({ apiId: "api2", name: "dev" }), /stage "dev" is already used by API "api1"/);
  assert.throws(
    () => gateway.setThrottle("api2", "dev", "*/*", { rate: 1, burst: 1 }),
    /API "api2" has no stage "dev"/,
  );
  gateway.removeApi("api1");
  assert.is((await initiate(base, "the-key")).status, 403);
  gateway.putStage({ apiId: "api2", name: "dev" });
});
