import { suite } from "uvu";
import * as assert from "uvu/assert";
import { notGiven } from "../../helpers/not-given";
import { postEvent } from "../../helpers/post-body";
import { proxyEvent } from "../../helpers/proxy-event";
import { validBody } from "../../helpers/valid-body";

const test = suite("every answer");

const throwing = () => {
  throw new Error("unforeseen");
};

const corsOf = (origin: string) => ({
  "Content-Type": "application/json",
  "Access-Control-Allow-Origin": origin,
  "Access-Control-Allow-Headers": "Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token",
  "Access-Control-Allow-Methods": "OPTIONS,POST",
  Vary: "Origin",
});

test("every answer is JSON and carries the CORS headers", async () => {
  const headers = { Origin: "https://admin.example.com" };
  const answers = await Promise.all([
    postEvent(proxyEvent({ headers })),
    postEvent(proxyEvent({ headers, body: null })),
    postEvent(proxyEvent({ headers, body: JSON.stringify(validBody({ recipient_data: { comms_consent: false } })) })),
    postEvent(proxyEvent({ headers, apiKeyId: "other" })),
    postEvent(proxyEvent({ headers }), { queue: { send: throwing } }),
    postEvent(proxyEvent({ headers, httpMethod: "OPTIONS" })),
  ]);
  assert.equal(
    answers.map(({ status }) => status),
    [200, 400, 403, 404, 500, 200],
  );
  for (const answer of answers) assert.equal(answer.headers, corsOf("https://admin.example.com"));
});

test("answers a preflight without body, log or any port", async () => {
  const { text, lines, queued } = await postEvent(proxyEvent({ httpMethod: "OPTIONS", body: null }), {
    companies: { find: notGiven("companies.find") },
    ids: { next: notGiven("ids.next") },
  });
  assert.equal([text, lines, queued], ["", [], []]);
});

test("an event of no known form is a request without body", async () => {
  for (const event of [undefined, null, 5, "text", [], {}, { body: 5 }, { headers: 5, body: "{}" }, { Records: [] }]) {
    const { status, body, headers } = await postEvent(event);
    assert.equal([status, body.error_code, headers], [400, "INVALID_REQUEST", corsOf("https://app.example.com")]);
  }
});

test.run();
