import * as assert from "uvu/assert";
import { answered, gatewaySuite, initiate } from "./running-gateway";

const test = gatewaySuite("access log");

const names = `extendedRequestId identity.sourceIp requestTime requestTimeEpoch httpMethod resourcePath status protocol
  responseLength identity.apiKeyId identity.apiKey error.message error.responseType integrationErrorMessage integrationLatency
  responseLatency stage nonsense`.split(/\s+/);
const logFormat = `$context.requestId;${names.map((name) => `${name}=$context.${name}`).join(";")}`;

const fieldsOf = (line = "") => {
  const [, ...fields] = line.split(";");
  return Object.fromEntries(fields.map((field) => field.split(/=(.*)/).slice(0, 2)));
};

test("renders a successful request, with - for what is unknown or absent and never the key", {
  logFormat,
  invoke: async () => answered({ statusCode: 202, body: "abc" }),
}, async (running) => {
  const response = await initiate(running.base, "the-key");
  assert.ok(running.logLines[0]?.startsWith(`${response.headers.get("x-amzn-requestid")};`));
  assert.equal(fieldsOf(running.logLines[0]), {
    extendedRequestId: response.headers.get("x-amz-apigw-id"),
    "identity.sourceIp": "127.0.0.1",
    requestTime: "20/Nov/2026:10:39:00 +0000",
    requestTimeEpoch: "1795171140000",
    httpMethod: "POST",
    resourcePath: "/initiate-conversation",
    status: "202",
    protocol: "HTTP/1.1",
    responseLength: "3",
    "identity.apiKeyId": "k1",
    "identity.apiKey": "-",
    "error.message": "-",
    "error.responseType": "-",
    integrationErrorMessage: "-",
    integrationLatency: "0",
    responseLatency: "0",
    stage: "dev",
    nonsense: "-",
  });
});

test("renders a refused request", { logFormat }, async (running) => {
  await initiate(running.base, "wrong");
  const { status, integrationLatency, ...fields } = fieldsOf(running.logLines[0]);
  assert.equal([fields["error.message"], fields["error.responseType"]], ["Forbidden", "INVALID_API_KEY"]);
  assert.equal([status, integrationLatency], ["403", "-"]);
});

test("keeps a JSON line valid whatever the client sends", {
  logFormat: '{"id":"$context.requestId","agent":"$context.identity.userAgent"}',
}, async (running) => {
  await fetch(`${running.base}/files/x`, { headers: { "user-agent": 'a"b\\c' } });
  assert.is(JSON.parse(running.logLines[0] ?? "").agent, 'a"b\\c');
});

test("tells a console about each request", async (running) => {
  const response = await fetch(`${running.base}/files/x?secret=1`);
  assert.equal(running.entries, [
    {
      at: running.clock.now,
      requestId: response.headers.get("x-amzn-requestid"),
      apiId: "api1",
      apiName: "sample",
      stage: "dev",
      httpMethod: "GET",
      path: "/dev/files/x",
      resourcePath: "/files/{name}",
      functionName: "files",
      apiKeyId: undefined,
      status: 200,
      responseLength: 2,
      responseLatency: 0,
      integrationLatency: 0,
      error: undefined,
    },
  ]);
});

test("a format without a request id, or with several lines, is refused", async ({ gateway }) => {
  const put = (format: string) => () =>
    gateway.putStage({ apiId: "api1", name: "dev", accessLog: { logGroup: "/api", format } });
  assert.throws(put("$context.status"), /stage "dev": the access log format must contain \$context.requestId/);
  assert.throws(put("$context.requestId\n$context.status"), /must be a single line/);
});
