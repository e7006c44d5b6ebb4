import { request as httpRequest } from "node:http";
import * as assert from "uvu/assert";
import { shortId } from "../../../../tools/aws/api-gateway/read-api";
import { answered, gatewaySuite, initiate, type RunningGateway, sampleDocument } from "./running-gateway";

const testProxyEvent = gatewaySuite("proxy event");

const TRACE = "Root=1-67891233-abcdef012345678912345678";

/** A request with exactly these header lines, which fetch would add to. */
const send = (running: RunningGateway, method: string, path: string, headers: readonly string[], body: string) =>
  new Promise<void>((resolve, reject) => {
    const { port } = new URL(running.gateway.url);
    const options = { host: "127.0.0.1", port, method, path, headers: [...headers], setHost: false };
    const sent = httpRequest(options, (response) => response.resume().on("end", resolve));
    sent.on("error", reject).end(body);
  });

/** What API Gateway knows of no caller with a key alone. */
const ofCognitoAndIam = `cognitoIdentityPoolId accountId cognitoIdentityId caller principalOrgId accessKey
  cognitoAuthenticationType cognitoAuthenticationProvider userArn user`.split(/\s+/);

const base64 = (text: string): string => Buffer.from(text).toString("base64");

testProxyEvent("carries every field that AWS sends for a keyed route with a binary body", async (running) => {
  const host = new URL(running.gateway.url).host;
  const headers = ["Host", host, "Content-Type", "application/json", "x-api-key", "the-key", "User-Agent", "probe/1"];
  await send(
    running,
    "POST",
    "/dev/initiate-conversation?a=1&a=2&b=x%20y",
    [...headers, "X-Amzn-Trace-Id", TRACE, "X-Tag", "one", "X-Tag", "two", "Content-Length", "9"],
    '{"é":1}\n',
  );

  const given = {
    "Content-Type": "application/json",
    "x-api-key": "the-key",
    "User-Agent": "probe/1",
    "X-Tag": "two",
    Host: host,
    "X-Amzn-Trace-Id": TRACE,
    "X-Forwarded-For": "127.0.0.1",
    "X-Forwarded-Port": host.split(":")[1],
    "X-Forwarded-Proto": "http",
  };
  const event = running.calls[0]?.event as { requestContext: { requestId: string; extendedRequestId: string } };
  assert.equal(running.calls[0], {
    name: "router",
    event: {
      resource: "/initiate-conversation",
      path: "/initiate-conversation",
      httpMethod: "POST",
      headers: given,
      multiValueHeaders: {
        ...Object.fromEntries(Object.entries(given).map(([name, value]) => [name, [value]])),
        "X-Tag": ["one", "two"],
      },
      queryStringParameters: { a: "2", b: "x y" },
      multiValueQueryStringParameters: { a: ["1", "2"], b: ["x y"] },
      pathParameters: null,
      stageVariables: null,
      requestContext: {
        resourceId: shortId("/initiate-conversation", 6),
        resourcePath: "/initiate-conversation",
        httpMethod: "POST",
        extendedRequestId: event.requestContext.extendedRequestId,
        requestTime: "20/Nov/2026:10:39:00 +0000",
        path: "/dev/initiate-conversation",
        accountId: "000000000000",
        protocol: "HTTP/1.1",
        stage: "dev",
        domainPrefix: "127",
        requestTimeEpoch: Date.parse("2026-11-20T10:39:00.000Z"),
        requestId: event.requestContext.requestId,
        identity: {
          ...Object.fromEntries(ofCognitoAndIam.map((name) => [name, null])),
          sourceIp: "127.0.0.1",
          userAgent: "probe/1",
          apiKey: "the-key",
          apiKeyId: "k1",
        },
        domainName: host,
        deploymentId: shortId(JSON.stringify(sampleDocument()), 6),
        apiId: "api1",
      },
      body: base64('{"é":1}\n'),
      isBase64Encoded: true,
    },
  });
  assert.match(event.requestContext.requestId, /^[0-9a-f]{8}-[0-9a-f-]{27}$/);
  assert.match(event.requestContext.extendedRequestId, /^[A-Za-z0-9+/]{15}=$/);
});

type Seen = Readonly<Record<string, unknown>> & {
  readonly headers: Readonly<Record<string, string>>;
  readonly requestContext: { readonly identity: Readonly<Record<string, unknown>> };
};

const seenBy = (running: RunningGateway): Seen => running.calls.at(-1)?.event as Seen;

testProxyEvent(
  "has null where there is no body, query or parameter, and no key without a key requirement",
  async (running) => {
    await fetch(`${running.base}/receipts/twilio/abc%2Fd`, { method: "POST", headers: { "x-api-key": "the-key" } });

    const {
      requestContext,
      resource: _r,
      httpMethod: _m,
      headers: _h,
      multiValueHeaders: _v,
      ...event
    } = seenBy(running);
    assert.equal(event, {
      path: "/receipts/twilio/abc%2Fd",
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: { ref: "abc/d" },
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
    });
    assert.not("apiKey" in requestContext.identity);
  },
);

testProxyEvent("appends the caller to a forwarded-for header and makes a trace id", async (running) => {
  await fetch(`${running.base}/files/x`, { headers: { "x-forwarded-for": "203.0.113.7" } });
  assert.is(seenBy(running).headers["X-Forwarded-For"], "203.0.113.7, 127.0.0.1");
  assert.match(seenBy(running).headers["X-Amzn-Trace-Id"] ?? "", /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
});

const testProxyAnswer = gatewaySuite("proxy answer");

const answering = (answer: unknown) => ({ invoke: async () => answered(answer) });

testProxyAnswer(
  "status, headers and repeated headers reach the client",
  answering({
    statusCode: 201,
    headers: { "Content-Type": "text/plain", "X-Flag": true, Date: "yesterday" },
    multiValueHeaders: { "Set-Cookie": ["a=1", "b=2"] },
    body: "hello",
  }),
  async ({ base }) => {
    const response = await initiate(base, "the-key");
    assert.is(response.status, 201);
    assert.is(await response.text(), "hello");
    assert.is(response.headers.get("content-type"), "text/plain");
    assert.is(response.headers.get("x-flag"), "true");
    assert.is(response.headers.get("x-amzn-remapped-date"), "yesterday");
    assert.equal(response.headers.getSetCookie(), ["a=1", "b=2"]);
  },
);

testProxyAnswer("an answer without fields is an empty 200 of type JSON", answering({}), async ({ base }) => {
  const response = await initiate(base, "the-key");
  assert.equal([response.status, await response.text()], [200, ""]);
  assert.is(response.headers.get("content-type"), "application/json");
});

testProxyAnswer(
  "a base64 body is decoded",
  answering({ statusCode: 200, body: base64("binary"), isBase64Encoded: true }),
  async ({ base }) => assert.is(await (await initiate(base, "the-key")).text(), "binary"),
);

testProxyAnswer(
  "a base64 body that is not base64 is an internal server error",
  answering({ body: "not base64!", isBase64Encoded: true }),
  async ({ base }) => {
    assert.is((await initiate(base, "the-key")).status, 500);
  },
);
