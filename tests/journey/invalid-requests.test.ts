import * as fc from "fast-check";
import * as assert from "uvu/assert";
import { anyInvalidRequest, names, requestsSeed } from "../helpers/arbitraries";
import { journeySuite } from "./engines";
import { counts, queuedDuring, untilQuiet } from "./queues";
import { newRequest, post } from "./requests";

const test = journeySuite("invalid requests over HTTP");

const COUNT = 300;
const AT_ONCE = 20;

test("300 generated ones: no 5xx, nothing queued, and each answer names the fields", async (journey) => {
  const seed = requestsSeed();
  console.log(`${COUNT} invalid requests over HTTP, REQUESTS_SEED=${seed}`);
  const requests = fc.sample(anyInvalidRequest, { numRuns: COUNT, seed });

  const queued = await queuedDuring(journey, async () => {
    for (let from = 0; from < COUNT; from += AT_ONCE)
      await Promise.all(
        requests.slice(from, from + AT_ONCE).map(async (request) => {
          const { status, body } = await post(journey.ready, request.body);
          assert.ok(status >= 400 && status < 500, `${status} ${request.body}`);
          assert.ok(names(request, body), `${request.fields}: ${JSON.stringify(body)}`);
        }),
      );
    await untilQuiet(journey);
  });

  assert.equal(queued, []);
});

const testHostileBodies = journeySuite("hostile bodies over HTTP");

const KB = 1_024;
const MB = 1_048_576;

/** A sound request with `json` in the place of its project data. */
const withProjectData = (json: string): string =>
  JSON.stringify(newRequest("whatsapp", { project_data: "HERE" }).body).replace('"HERE"', () => json);
const withRecipient = (json: string): string =>
  JSON.stringify(newRequest().body).replace('"recipient_data":{', () => `"recipient_data":{${json},`);
const levels = (count: number): string => `{"a":${"[".repeat(count)}${"]".repeat(count)}}`;
const latin1 = (text: string): Buffer => Buffer.from(text, "latin1");

const refused: readonly (readonly [string, () => string | Buffer, number, string | undefined])[] = [
  ["a prototype for a body", () => '{"__proto__":{"company_data":{}}}', 400, "MISSING_IDENTIFIERS"],
  ["a prototype among the recipient's fields", () => withRecipient('"__proto__":{}'), 400, "INVALID_RECIPIENT_DATA"],
  ["a constructor among the recipient's fields", () => withRecipient('"constructor":1'), 400, "INVALID_RECIPIENT_DATA"],
  ["an escaped NUL", () => withProjectData('{"a":"\\u0000"}'), 400, "INVALID_PROJECT_DATA"],
  ["a raw NUL", () => withProjectData('{"a":"\u0000"}'), 400, "INVALID_REQUEST"],
  ["a NUL in a name", () => withProjectData('{"\\u0000":1}'), 400, "INVALID_PROJECT_DATA"],
  ["a lone surrogate", () => withProjectData('{"a":"\\ud800"}'), 400, "INVALID_PROJECT_DATA"],
  ["a lone surrogate of the recipient", () => withRecipient('"note":"\\udc00"'), 400, "INVALID_RECIPIENT_DATA"],
  ["a number beyond the safe range", () => withProjectData('{"a":9007199254740993}'), 400, "INVALID_PROJECT_DATA"],
  ["a number beyond all ranges", () => withProjectData('{"a":1e999}'), 400, "INVALID_PROJECT_DATA"],
  ["17 levels", () => withProjectData(levels(16)), 400, "INVALID_PROJECT_DATA"],
  ["100,000 levels", () => withProjectData(levels(100_000)), 400, "INVALID_PROJECT_DATA"],
  ["100,000 levels beside the sections", () => levels(100_000), 400, "MISSING_IDENTIFIERS"],
  ["brackets that never close", () => "[".repeat(200_000), 400, "INVALID_REQUEST"],
  ["300 KB", () => withProjectData(`{"a":"${"x".repeat(300 * KB)}"}`), 413, "PAYLOAD_TOO_LARGE"],
  ["5 MB", () => withProjectData(`{"a":"${"x".repeat(5 * MB)}"}`), 413, undefined],
  ["just below 10 MB", () => withProjectData(`{"a":"${"x".repeat(10 * MB - 2_000)}"}`), 413, undefined],
  ["10 MB of brackets", () => "[".repeat(10 * MB), 400, "INVALID_REQUEST"],
  ["12 MB", () => "x".repeat(12 * MB), 413, undefined],
  ["bytes that are not UTF-8", () => latin1(withProjectData('{"a":"\xe9"}')), 400, "INVALID_REQUEST"],
  ["UTF-16", () => Buffer.from(withProjectData("{}"), "utf16le"), 400, "INVALID_REQUEST"],
  ["two byte order marks", () => `\uFEFF\uFEFF${withProjectData("{}")}`, 400, "INVALID_REQUEST"],
  ["a compressed body", () => Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]), 400, "INVALID_REQUEST"],
];

for (const [what, body, status, code] of refused)
  testHostileBodies(`${what}: ${status} ${code ?? ""}`, async ({ ready }) => {
    const answer = await post(ready, body());
    assert.is(answer.status, status);
    if (code !== undefined) assert.is(answer.body.error_code, code);
  });

testHostileBodies("nothing of all that was queued", async (journey) => {
  await untilQuiet(journey);
  assert.equal(await counts(journey, "whatsapp"), { queue: 0, deadLetters: 0 });
});

testHostileBodies("one byte order mark is passed over", async ({ ready }) => {
  assert.is((await post(ready, `\uFEFF${withProjectData("{}")}`)).status, 200);
});
