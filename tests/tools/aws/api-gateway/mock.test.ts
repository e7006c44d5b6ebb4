import { suite } from "uvu";
import * as assert from "uvu/assert";
import { errorOf, optionsOperation, sampleDocument, withGateway } from "./running-gateway";

const test = suite("mock integration");

const preflight = (base: string): Promise<Response> => fetch(`${base}/x`, { method: "OPTIONS" });
const withoutConversion = sampleDocument({ paths: { "/x": { options: optionsOperation() } } });
const withConversion = sampleDocument({ paths: { "/x": { options: optionsOperation("CONVERT_TO_TEXT") } } });

const answerOf = async (response: Response) => ({
  status: response.status,
  body: await response.text(),
  origin: response.headers.get("access-control-allow-origin"),
  methods: response.headers.get("access-control-allow-methods"),
});

const cors = { status: 200, body: "", origin: "https://app.example.com", methods: "OPTIONS,POST" };

test(
  "answers the CORS preflight without a key and without a function",
  withGateway({ document: withConversion }, async ({ base, calls }) => {
    assert.equal(await answerOf(await preflight(base)), cors);
    assert.equal(calls, []);
  }),
);

test(
  "fails with 500 when every media type is binary and the content is not converted to text, as AWS does",
  withGateway({ document: withoutConversion }, async ({ base, entries }) => {
    assert.equal(await errorOf(await preflight(base)), {
      status: 500,
      body: '{"message": "Internal server error"}',
      errorType: "InternalServerErrorException",
    });
    assert.match(entries[0]?.error?.detail ?? "", "CONVERT_TO_TEXT");
  }),
);

test(
  "needs no conversion when only other media types are binary",
  withGateway({ document: withoutConversion, binaryMediaTypes: ["image/png"] }, async ({ base }) => {
    assert.equal(await answerOf(await preflight(base)), cors);
  }),
);

test(
  "fails with 500 for a media type that no request template covers",
  withGateway({ document: withConversion }, async ({ base }) => {
    const response = await fetch(`${base}/x`, { method: "OPTIONS", headers: { "content-type": "text/plain" } });
    assert.is(response.status, 500);
  }),
);

test.run();
