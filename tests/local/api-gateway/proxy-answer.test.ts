import { suite } from "uvu";
import * as assert from "uvu/assert";
import { answered, initiate, withGateway } from "./running-gateway";

const test = suite("proxy answer");

const answering = (answer: unknown) => ({ invoke: async () => answered(answer) });
const base64 = Buffer.from("binary").toString("base64");

test(
  "status, headers and repeated headers reach the client",
  withGateway(
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
  ),
);

test(
  "an answer without fields is an empty 200 of type JSON",
  withGateway(answering({}), async ({ base }) => {
    const response = await initiate(base, "the-key");
    assert.equal([response.status, await response.text()], [200, ""]);
    assert.is(response.headers.get("content-type"), "application/json");
  }),
);

test(
  "a base64 body is decoded when the accepted type is binary",
  withGateway(answering({ statusCode: 200, body: base64, isBase64Encoded: true }), async ({ base }) => {
    assert.is(await (await initiate(base, "the-key")).text(), "binary");
  }),
);

test(
  "a base64 body is passed on as it is by an API without binary types",
  withGateway({ ...answering({ body: base64, isBase64Encoded: true }), binaryMediaTypes: [] }, async ({ base }) => {
    assert.is(await (await initiate(base, "the-key")).text(), base64);
  }),
);

test(
  "a base64 body that is not base64 is an internal server error",
  withGateway(answering({ body: "not base64!", isBase64Encoded: true }), async ({ base }) => {
    assert.is((await initiate(base, "the-key")).status, 500);
  }),
);

test(
  "an answer of the minimum size is compressed for a client that accepts it, a smaller one is not",
  withGateway({ ...answering({ body: "x".repeat(100) }), minimumCompressionSize: 100 }, async ({ base, entries }) => {
    const response = await initiate(base, "the-key");
    assert.is(response.headers.get("content-encoding"), "gzip");
    assert.is(await response.text(), "x".repeat(100));
    assert.is(entries[0]?.responseLength, 100);
    const refused = await initiate(base, undefined);
    assert.is(refused.headers.get("content-encoding"), null);
  }),
);

test.run();
