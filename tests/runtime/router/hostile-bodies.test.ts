import { suite } from "uvu";
import * as assert from "uvu/assert";
import { postBody } from "../../helpers/post-body";
import { validBody } from "../../helpers/valid-body";

const test = suite("hostile bodies");

const MB = 1_048_576;
/** The example with `json` in the place of its project data, or put into a section. */
const withProjectData = (json: string): string =>
  JSON.stringify(validBody({ project_data: "HERE" })).replace('"HERE"', () => json);
const withRecipient = (json: string): string =>
  JSON.stringify(validBody()).replace('"recipient_data":{', () => `"recipient_data":{${json},`);

const nested = (levels: number): string => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
const fields = (count: number, value: string): string =>
  Array.from({ length: count }, (_, n) => `"f${n.toString(36)}":${value}`).join(",");

const cases: readonly (readonly [string, string, string, boolean?])[] = [
  [
    "a prototype in the body",
    '{"__proto__":{"company_data":{"company_id":"a","project_id":"b"}}}',
    "MISSING_IDENTIFIERS",
  ],
  [
    "a prototype as the recipient's field",
    withRecipient('"__proto__":{"comms_consent":true}'),
    "INVALID_RECIPIENT_DATA",
  ],
  ["a NUL", withProjectData('{"a":"\\u0000"}'), "INVALID_PROJECT_DATA"],
  ["a raw NUL", withProjectData('{"a":"\u0000"}'), "INVALID_REQUEST"],
  ["a lone surrogate", withProjectData('{"a":"\\ud800"}'), "INVALID_PROJECT_DATA"],
  ["a raw lone surrogate", withProjectData('{"a":"\ud800"}'), "INVALID_PROJECT_DATA"],
  ["a lone surrogate in a name", withRecipient('"\\udc00":"x"'), "INVALID_RECIPIENT_DATA"],
  ["1e400", withProjectData('{"a":1e400}'), "INVALID_PROJECT_DATA"],
  ["5e-324", withProjectData('{"a":5e-324}'), "INVALID_PROJECT_DATA"],
  ["2**53 + 1", withProjectData('{"a":9007199254740993}'), "INVALID_PROJECT_DATA"],
  ["NaN", withProjectData('{"a":NaN}'), "INVALID_REQUEST"],
  ["-0", withProjectData('{"a":-0}'), "accepted"],
  ["U+FFFE", withProjectData('{"a":"\uFFFE"}'), "accepted"],
  ["a byte order mark", `\uFEFF${JSON.stringify(validBody())}`, "accepted"],
  [
    "a byte order mark in base64",
    Buffer.from(`\uFEFF${JSON.stringify(validBody())}`).toString("base64"),
    "accepted",
    true,
  ],
  ["two byte order marks", `\uFEFF\uFEFF${JSON.stringify(validBody())}`, "INVALID_REQUEST"],
  ["nothing but a byte order mark", "\uFEFF", "INVALID_REQUEST"],
  ["base64 of nothing", "", "INVALID_REQUEST", true],
  [
    "base64 with a line break",
    `${Buffer.from(JSON.stringify(validBody())).toString("base64")}\n`,
    "INVALID_REQUEST",
    true,
  ],
  ["base64 without padding", Buffer.from("{} ").toString("base64url").slice(0, 4), "MISSING_IDENTIFIERS", true],
  ["base64 cut off", Buffer.from(JSON.stringify(validBody())).toString("base64").slice(0, 41), "INVALID_REQUEST", true],
  ["project data of 17 levels", withProjectData(nested(17)), "INVALID_PROJECT_DATA"],
  [
    "project data of 100,000 levels",
    withProjectData(`{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`),
    "INVALID_PROJECT_DATA",
  ],
  ["another section of 100,000 levels", `{"x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, "MISSING_IDENTIFIERS"],
  ["brackets that never close", "[".repeat(100_000), "INVALID_REQUEST"],
  ["fields without number", withRecipient(fields(25_000, "1")), "INVALID_RECIPIENT_DATA"],
  ["sound fields without number", withRecipient(fields(18_000, '"x"')), "accepted"],
  ["project fields without number", withProjectData(`{${fields(20_000, "0")}}`), "accepted"],
  ["50,000 fields", `{"recipient_data":{${fields(50_000, "1")}}}`, "PAYLOAD_TOO_LARGE"],
  ["10 MB of text", withProjectData(`{"a":"${"x".repeat(10 * MB)}"}`), "PAYLOAD_TOO_LARGE"],
  ["10 MB of objects", withProjectData(`{"a":[${"{},".repeat(3 * MB)}1]}`), "PAYLOAD_TOO_LARGE"],
  ["10 MB of levels", `{"a":${"[".repeat(5 * MB)}${"]".repeat(5 * MB)}}`, "PAYLOAD_TOO_LARGE"],
  ["10 MB of brackets that never close", "[".repeat(10 * MB), "INVALID_REQUEST"],
  ["10 MB of blanks", " ".repeat(10 * MB), "INVALID_REQUEST"],
  [
    "10 MB in base64",
    Buffer.from(withProjectData(`{"a":"${"x".repeat(7 * MB)}"}`)).toString("base64"),
    "PAYLOAD_TOO_LARGE",
    true,
  ],
  ["10 MB of broken base64", `${"A".repeat(10 * MB)}*`, "INVALID_REQUEST", true],
  ["10 MB of base64 padding", "=".repeat(10 * MB), "INVALID_REQUEST", true],
];

for (const [what, body, expected, isBase64Encoded = false] of cases)
  test(`${what}: ${expected}`, async () => {
    const posted = await postBody(body, {}, { isBase64Encoded });
    assert.is(posted.body.error_code ?? "accepted", expected);
  });

test("of two fields of one name the last counts", async () => {
  const twice = JSON.stringify(validBody()).replace(
    '"comms_consent":true',
    '"comms_consent":true,"comms_consent":false',
  );
  assert.is((await postBody(twice)).body.error_code, "COMMS_CONSENT_REQUIRED");
});

test("the largest answer, to as many short faulty fields as a body holds, stays below what Lambda may give", async () => {
  const LAMBDA_ANSWER_BYTES = 6 * MB;
  const letters = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const pairs = letters.flatMap((a) => letters.map((b) => a + b));
  const names = [...letters, ...pairs, ...pairs.flatMap((ab) => letters.map((c) => ab + c))];
  const listed = names
    .map((name) => `"${name}":1`)
    .join(",")
    .slice(0, 262_000);
  const { text, status } = await postBody(`{"recipient_data":{${listed.slice(0, listed.lastIndexOf(","))}}}`);
  const bytes = Buffer.byteLength(JSON.stringify({ body: text }));
  assert.is(status, 400);
  assert.ok(bytes > LAMBDA_ANSWER_BYTES / 2 && bytes < LAMBDA_ANSWER_BYTES, `${bytes} bytes`);
});

test("prototypes stay as they were", async () => {
  await postBody(withProjectData('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'));
  assert.is(Reflect.get({}, "polluted"), undefined);
});

test.run();
