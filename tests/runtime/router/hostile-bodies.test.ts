import * as fc from "fast-check";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parseJson } from "../../../runtime/codec/json";
import { companyOf } from "../../../runtime/company/company";
import type { Companies } from "../../../runtime/ports/companies";
import { companyRecord } from "../../../tools/measure/sample/company-record";
import { proxyEvent, validBody } from "../../../tools/measure/sample/request";
import { anyValidBody, character } from "../../helpers/arbitraries";
import { postBody, postEvent } from "../../helpers/router-env";

const testAnyBody = suite("any body");

/** Every project exists and is bound to the test's key. */
const channel_config = { sms: { countries: ["GB", "US", "DE"] } };
const companies: Companies = {
  find: (project) => TE.right(O.some(companyOf(companyRecord({ ...project, channel_config })))),
};

const receivedProjectData = (body: string): unknown =>
  pipe(
    body,
    parseJson(() => "not JSON"),
    E.match(
      (fault) => fault,
      (context) => Object(context).frontend_payload.project_data,
    ),
  );

const isRefusal = ({ status, queued }: Awaited<ReturnType<typeof postBody>>): boolean =>
  status >= 400 && status < 500 && queued.length === 0;

testAnyBody("no JSON value makes the router throw or fail, and none but a request is accepted", async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ maxDepth: 6 }), async (value) => {
      assert.ok(isRefusal(await postBody(JSON.stringify(value))));
    }),
  );
});

testAnyBody("nor does any text, in base64 or not", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: character }), fc.boolean(), async (body, isBase64Encoded) => {
      assert.ok(isRefusal(await postBody(body, {}, { isBase64Encoded })));
    }),
  );
});

testAnyBody("nor any bytes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 64 }), async (bytes) => {
      const body = Buffer.from(bytes).toString("base64");
      assert.ok(isRefusal(await postBody(body, {}, { isBase64Encoded: true })));
    }),
  );
});

testAnyBody("nor any event at all", async () => {
  await fc.assert(
    fc.asyncProperty(fc.anything(), async (event) => {
      assert.is((await postEvent(event)).status, 400);
    }),
  );
});

const fields = Object.entries(validBody()).flatMap(([section, value]) => [
  [section],
  ...Object.keys(Object(value)).map((field) => [section, field]),
]);

testAnyBody("nor a request of which any field is any JSON value", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...fields), fc.jsonValue(), async ([section = "", field], value) => {
      const { status, queued } = await postBody(
        field === undefined ? { ...validBody(), [section]: value } : validBody({ [section]: { [field]: value } }),
        { companies },
      );
      assert.ok(status < 500);
      assert.is(queued.length, status === 200 ? 1 : 0);
    }),
    { numRuns: 300 },
  );
});

testAnyBody("every valid request is accepted, and what is queued parses back to the same project data", async () => {
  await fc.assert(
    fc.asyncProperty(anyValidBody, fc.boolean(), async (body, isBase64Encoded) => {
      const text = JSON.stringify(body);
      const sent = isBase64Encoded ? Buffer.from(text).toString("base64") : text;
      const { status, queued } = await postBody(sent, { companies }, { isBase64Encoded });
      assert.is(status, 200);
      assert.equal(
        queued.map((message) => JSON.stringify(receivedProjectData(message.body))),
        [JSON.stringify(body.project_data)],
      );
    }),
    { numRuns: 300 },
  );
});

testAnyBody("an event from API Gateway for any other method is refused like one without a request", async () => {
  for (const httpMethod of ["GET", "PUT", "DELETE", "HEAD"])
    assert.is((await postEvent(proxyEvent({ httpMethod, body: null }))).body.error_code, "INVALID_REQUEST");
});

const testHostileBodies = suite("hostile bodies");

const MB = 1_048_576;
/** The example with `json` in the place of its project data, or put into a section. */
const withProjectData = (json: string): string =>
  JSON.stringify(validBody({ project_data: "HERE" })).replace('"HERE"', () => json);
const withRecipient = (json: string): string =>
  JSON.stringify(validBody()).replace('"recipient_data":{', () => `"recipient_data":{${json},`);

const sound = JSON.stringify(validBody());
const encoded = (text: string): string => Buffer.from(text).toString("base64");
const lists = (levels: number): string => `{"a":${"[".repeat(levels)}${"]".repeat(levels)}}`;
const nested = (levels: number): string => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
const manyFields = (count: number, value: string): string =>
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
  ["two byte order marks", `\uFEFF\uFEFF${sound}`, "INVALID_REQUEST"],
  ["base64 without padding", Buffer.from("{} ").toString("base64url").slice(0, 4), "MISSING_IDENTIFIERS", true],
  ["base64 cut off", encoded(sound).slice(0, 41), "INVALID_REQUEST", true],
  ["project data of 17 levels", withProjectData(nested(17)), "INVALID_PROJECT_DATA"],
  ["project data of 100,000 levels", withProjectData(lists(100_000)), "INVALID_PROJECT_DATA"],
  ["another section of 100,000 levels", lists(100_000), "MISSING_IDENTIFIERS"],
  ["brackets that never close", "[".repeat(100_000), "INVALID_REQUEST"],
  ["fields without number", withRecipient(manyFields(25_000, "1")), "INVALID_RECIPIENT_DATA"],
  ["sound fields without number", withRecipient(manyFields(18_000, '"x"')), "INVALID_RECIPIENT_DATA"],
  ["project fields without number", withProjectData(`{${manyFields(20_000, "0")}}`), "INVALID_PROJECT_DATA"],
  ["50,000 fields", `{"recipient_data":{${manyFields(50_000, "1")}}}`, "PAYLOAD_TOO_LARGE"],
  ["10 MB of text", withProjectData(`{"a":"${"x".repeat(10 * MB)}"}`), "PAYLOAD_TOO_LARGE"],
  ["10 MB of objects", withProjectData(`{"a":[${"{},".repeat(3 * MB)}1]}`), "PAYLOAD_TOO_LARGE"],
  ["10 MB of levels", lists(5 * MB), "PAYLOAD_TOO_LARGE"],
  ["10 MB of brackets that never close", "[".repeat(10 * MB), "INVALID_REQUEST"],
  ["10 MB of blanks", " ".repeat(10 * MB), "INVALID_REQUEST"],
  ["10 MB in base64", encoded(withProjectData(`{"a":"${"x".repeat(7 * MB)}"}`)), "PAYLOAD_TOO_LARGE", true],
  ["10 MB of broken base64", `${"A".repeat(10 * MB)}*`, "INVALID_REQUEST", true],
  ["10 MB of base64 padding", "=".repeat(10 * MB), "INVALID_REQUEST", true],
];

for (const [what, body, expected, isBase64Encoded = false] of cases)
  testHostileBodies(`${what}: ${expected}`, async () => {
    const posted = await postBody(body, {}, { isBase64Encoded });
    assert.is(posted.body.error_code ?? "accepted", expected);
  });

testHostileBodies("of two fields of one name the last counts", async () => {
  const twice = sound.replace('"comms_consent":true', '"comms_consent":true,"comms_consent":false');
  assert.is((await postBody(twice)).body.error_code, "COMMS_CONSENT_REQUIRED");
});

testHostileBodies("no body is answered with more than 32 KB, however many fields of it are faulty", async () => {
  for (const name of ["f", "a_long_name_of_a_field_that_is_shown_in_full_in_every_fault"]) {
    const fields = manyFields(25_000, "1").replaceAll('"f', `"${name}`).slice(0, 262_000);
    const { text, status } = await postBody(`{"recipient_data":{${fields.slice(0, fields.lastIndexOf(","))}}}`);

    assert.is(status, 400);
    assert.ok(Buffer.byteLength(text) < 32_768, `${Buffer.byteLength(text)} bytes`);
  }
});

testHostileBodies("prototypes stay as they were", async () => {
  await postBody(withProjectData('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'));
  assert.is(Reflect.get({}, "polluted"), undefined);
});
