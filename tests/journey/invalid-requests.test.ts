import * as fc from "fast-check";
import * as assert from "uvu/assert";
import { anyInvalidRequest, names, requestsSeed } from "../helpers/arbitraries";
import { journeySuite } from "./engines";
import { queuedDuring, untilQuiet } from "./queues";
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
const MB = 1_048_576;

/** A sound request with `json` in the place of its project data. */
const withProjectData = (json: string): string =>
  JSON.stringify(newRequest("whatsapp", { project_data: "HERE" }).body).replace('"HERE"', () => json);
const latin1 = (text: string): Buffer => Buffer.from(text, "latin1");

const refused: readonly (readonly [string, () => string | Buffer, number, string | undefined])[] = [
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

testHostileBodies("one byte order mark is passed over", async ({ ready }) => {
  assert.is((await post(ready, `\uFEFF${withProjectData("{}")}`)).status, 200);
});
