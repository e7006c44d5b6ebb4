import * as fc from "fast-check";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parseJson } from "../../../runtime/codec/parse-json";
import type { Companies } from "../../../runtime/ports/companies";
import { anyValidBody } from "../../helpers/arbitraries/valid-body";
import { companyRecord } from "../../helpers/company-record";
import { postBody, postEvent } from "../../helpers/post-body";
import { proxyEvent } from "../../helpers/proxy-event";
import { validBody } from "../../helpers/valid-body";

const test = suite("any body");

/** Every project exists and is bound to the test's key. */
const companies: Companies = { find: (project) => TE.right(O.some(companyRecord(project))) };

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

test("no JSON value makes the router throw or fail, and none but a request is accepted", async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ maxDepth: 6 }), async (value) => {
      assert.ok(isRefusal(await postBody(JSON.stringify(value))));
    }),
  );
});

test("nor does any text, in base64 or not", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary" }), fc.boolean(), async (body, isBase64Encoded) => {
      assert.ok(isRefusal(await postBody(body, {}, { isBase64Encoded })));
    }),
  );
});

test("nor any bytes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 64 }), async (bytes) => {
      const body = Buffer.from(bytes).toString("base64");
      assert.ok(isRefusal(await postBody(body, {}, { isBase64Encoded: true })));
    }),
  );
});

test("nor any event at all", async () => {
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

test("nor a request of which any field is any JSON value", async () => {
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

test("every valid request is accepted, and what is queued parses back to the same project data", async () => {
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

test("an event from API Gateway for any other method is refused like one without a request", async () => {
  for (const httpMethod of ["GET", "PUT", "DELETE", "HEAD"])
    assert.is((await postEvent(proxyEvent({ httpMethod, body: null }))).body.error_code, "INVALID_REQUEST");
});

test.run();
