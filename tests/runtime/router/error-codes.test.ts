import * as fc from "fast-check";
import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { requestGuard } from "../../../runtime/conversation/request-guard";
import { askingCodes, type ErrorCode, rankOf, statusOf } from "../../../runtime/request/error-code";
import { companyRecord } from "../../../tools/measure/sample/company-record";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { proxyEvent, REQUEST_ID, validBody } from "../../../tools/measure/sample/request";
import { anyInvalidRequest, names, requestsSeed } from "../../helpers/arbitraries";
import { inMemoryCompanies } from "../../helpers/in-memory-companies";
import { notGiven } from "../../helpers/not-given";
import { bodyRefusals, compatible, postRefused, projectRefusals, type Refusal } from "../../helpers/refusals";
import { guardsOf, postBody, postEvent } from "../../helpers/router-env";
import { manualClock } from "../../helpers/time-and-chance";

const testErrorCodes = suite("error codes");

const refusals = [...bodyRefusals, ...projectRefusals];

for (const { code, what, field, ...refusal } of refusals)
  testErrorCodes(
    `${code} when ${what}, ${field === undefined ? "" : `names ${field}, `}and nothing is queued`,
    async () => {
      const { status, body, queued, lines } = await postRefused([{ code, what, ...refusal }]);
      assert.equal([status, body.status, body.error_code, queued], [statusOf[code], "error", code, []]);
      const level = statusOf[code] >= 500 ? "error" : "info";
      assert.equal(
        lines.map((line) => [line.level, line.event, line.error_code]),
        [[level, "request_rejected", code]],
      );
      assert.equal(body.errors, field === undefined ? [] : [{ field, code, message: body.message }]);
      if (field === undefined) assert.is(body.request_id, REQUEST_ID);
      else assert.ok(String(body.message).startsWith(`${field} `));
    },
  );

testErrorCodes("PAYLOAD_TOO_LARGE when the body exceeds 256 KiB, with the request's id", async () => {
  const posted = await postBody({ ...validBody(), padding: "x".repeat(262_144) });
  assert.equal(
    [posted.status, posted.body.error_code, posted.body.request_id, posted.queued],
    [413, "PAYLOAD_TOO_LARGE", REQUEST_ID, []],
  );
});

testErrorCodes(
  "PAYLOAD_TOO_LARGE when the message exceeds 256 KiB only together with the company's record",
  async () => {
    const companies = inMemoryCompanies(companyRecord({ notes: "n".repeat(250_000) }));
    const posted = await postBody(validBody({ project_data: { cv: ["c".repeat(8_000), "c".repeat(8_000)] } }), {
      companies,
    });
    assert.equal(
      [posted.status, posted.body.error_code, posted.body.request_id, posted.queued],
      [413, "PAYLOAD_TOO_LARGE", REQUEST_ID, []],
    );
  },
);

testErrorCodes(
  "RATE_LIMIT_EXCEEDED names the limit and when it ends, and a repetition is answered all the same",
  async () => {
    const clock = manualClock("2026-11-20T22:30:00.000Z");
    const counted = { ofRecipient: Array.from({ length: 20 }, (_, n) => `c${n}`) };
    const refused = await postBody(validBody(), { clock, guards: guardsOf(undefined, counted) });
    assert.equal(
      [refused.status, refused.headers?.["Retry-After"], refused.body.message],
      [
        429,
        "5400",
        "The project may not send this message now: the limit messages_per_recipient_per_day (20) is reached; it ends at 2026-11-21T00:00:00.000Z",
      ],
    );
    const guard = requestGuard(sampleMessage("whatsapp"));
    assert.is((await postBody(validBody(), { clock, guards: guardsOf(guard, counted) })).status, 200);
  },
);

testErrorCodes("without an answer of the counters a request is accepted: the processor counts", async () => {
  const guards = { ...guardsOf(), readCounted: () => TE.left({ _tag: "StoreUnavailable" } as const) };
  const { status, lines } = await postBody(validBody(), { guards });
  assert.equal([status, lines[0]?.event], [200, "counters_not_read"]);
});

testErrorCodes("every code is tried here", () => {
  const tried = new Set<ErrorCode>(["INVALID_REQUEST", "PAYLOAD_TOO_LARGE", ...refusals.map(({ code }) => code)]);
  assert.equal([...tried, ...askingCodes].sort(), Object.keys(statusOf).sort());
});

const testEveryAnswer = suite("every answer");

const throwing = () => {
  throw new Error("unforeseen");
};

const corsOf = (origin: string) => ({
  "Content-Type": "application/json",
  "Access-Control-Allow-Origin": origin,
  "Access-Control-Allow-Headers": "Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token",
  "Access-Control-Allow-Methods": "OPTIONS,GET,POST",
  "Access-Control-Expose-Headers": "Idempotent-Replayed,Retry-After",
  Vary: "Origin",
});

testEveryAnswer("every answer is JSON and carries the CORS headers", async () => {
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

testEveryAnswer("answers a preflight without body, log or any port", async () => {
  const { status, text, lines, queued } = await postEvent(proxyEvent({ httpMethod: "OPTIONS", body: null }), {
    companies: { find: notGiven("companies.find") },
    ids: { next: notGiven("ids.next") },
  });
  assert.equal([status, text, lines, queued], [200, "", [], []]);
});

testEveryAnswer("an event of no known form is a request without body", async () => {
  for (const event of [undefined, null, 5, "text", [], {}, { body: 5 }, { headers: 5, body: "{}" }, { Records: [] }]) {
    const { status, body, headers } = await postEvent(event);
    assert.equal([status, body.error_code, headers], [400, "INVALID_REQUEST", corsOf("https://app.example.com")]);
  }
});

const testInvalidRequests = suite("invalid requests");

const COUNT = 10_000;

testInvalidRequests("10,000 generated ones: no 5xx, nothing queued, and each answer names the fields", async () => {
  const seed = requestsSeed();
  console.log(`${COUNT} invalid requests, REQUESTS_SEED=${seed}`);
  const heard = new Map<unknown, number>();
  await fc.assert(
    fc.asyncProperty(anyInvalidRequest, async (request) => {
      const { status, body, queued } = await postBody(request.body);
      heard.set(body.error_code, (heard.get(body.error_code) ?? 0) + 1);
      assert.ok(status >= 400 && status < 500, `${status}`);
      assert.equal([status, body.status, queued], [statusOf[body.error_code as keyof typeof statusOf], "error", []]);
      assert.ok(names(request, body), `${request.fields}: ${JSON.stringify(body)}`);
    }),
    { numRuns: COUNT, seed },
  );
  assert.ok(heard.size >= 20, `of many kinds: ${[...heard.keys()].join(", ")}`);
});

const testOrderOfChecks = suite("order of checks");

/** Pairs of refusals that one request can bring about together, the one that is checked first in front. */
const pairs = (earlier: readonly Refusal[], later: readonly Refusal[]): readonly (readonly [Refusal, Refusal])[] =>
  earlier.flatMap((one) =>
    later
      .filter((other) => rankOf(one.code) < rankOf(other.code) && compatible(one, other))
      .map((other) => [one, other] as const),
  );

const codesIn = (errors: unknown): readonly unknown[] => (Array.isArray(errors) ? errors.map(({ code }) => code) : []);

testOrderOfChecks(
  "of two faults of a body the earlier names the answer, and both are listed in that order",
  async () => {
    const both = pairs(bodyRefusals, bodyRefusals);
    assert.ok(both.length > 200);
    for (const [earlier, later] of both) {
      const { body } = await postRefused([later, earlier]);
      assert.equal(
        { code: body.error_code, listed: codesIn(body.errors) },
        { code: earlier.code, listed: [earlier.code, later.code] },
        `${earlier.what}; ${later.what}`,
      );
    }
  },
);

testOrderOfChecks(
  "a fault of the body comes before every reason outside it, which is not even looked for",
  async () => {
    for (const [earlier, later] of pairs(bodyRefusals, projectRefusals)) {
      const { body } = await postRefused([later, earlier]);
      assert.equal(
        { code: body.error_code, listed: codesIn(body.errors) },
        { code: earlier.code, listed: [earlier.code] },
        `${earlier.what}; ${later.what}`,
      );
    }
  },
);

testOrderOfChecks("of two reasons outside the body the earlier names the answer", async () => {
  const both = pairs(projectRefusals, projectRefusals);
  assert.ok(both.length > 30);
  for (const [earlier, later] of both) {
    const { body } = await postRefused([later, earlier]);
    assert.is(body.error_code, earlier.code, `${earlier.what}; ${later.what}`);
  }
});

testOrderOfChecks("a body that is too large is not looked at further", async () => {
  const { body } = await postBody({ ...validBody({ company_data: null }), padding: "x".repeat(262_144) });
  assert.equal([body.error_code, body.errors], ["PAYLOAD_TOO_LARGE", []]);
});
