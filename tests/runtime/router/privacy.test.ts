import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../runtime/codec/json";
import { deepOverride } from "../../../tools/measure/sample/deep-override";
import { validBody } from "../../../tools/measure/sample/request";
import { bodyRefusals, postRefused, projectRefusals } from "../../helpers/refusals";
import { type Posted, postBody } from "../../helpers/router-env";

/** Recognisable values in every field of recipient and project. */
const canaries: JsonObject = {
  recipient_data: {
    recipient_first_name: "canary-first",
    recipient_last_name: "canary-last",
    recipient_tel: "+447400999888",
    recipient_email: "canary@canary.example",
    "canary field +447400999888": "canary-other",
  },
  project_data: { "canary key": "canary-value", list: [{ deep: "canary-deep" }] },
};

const CANARY = /canary|7400\s?999\s?888/i;

const shown = ({ text, headers, lines }: Posted): string => JSON.stringify([text, headers, lines]);

test("nothing of recipient or project is in the log or the answer of an accepted request", async () => {
  for (const channel_method of ["whatsapp", "sms", "email"]) {
    const posted = await postBody(validBody({ ...canaries, request_data: { channel_method } }));
    assert.is(posted.status, 200);
    assert.match(JSON.stringify(posted.queued), CANARY);
    assert.not.match(shown(posted), CANARY);
  }
});

test("nor of a refused one, whatever the reason", async () => {
  for (const refusal of [...bodyRefusals, ...projectRefusals]) {
    const posted = await postRefused([refusal], canaries);
    assert.is(posted.body.error_code, refusal.code);
    assert.not.match(shown(posted), CANARY, refusal.what);
  }
});

test("nor when a port throws the request itself", async () => {
  const send = (message: unknown) => () => Promise.reject(new Error(`refused\n    at ${JSON.stringify(message)}`));
  const posted = await postBody(validBody(canaries), { queue: { send } });
  assert.is(posted.body.error_code, "INTERNAL_ERROR");
  assert.not.match(shown(posted), CANARY);
});

test("nor when the body cannot be read", async () => {
  const text = JSON.stringify(validBody(canaries));
  for (const body of [text.slice(0, -1), `${text}x`, `[${text}]`, JSON.stringify(text)]) {
    const posted = await postBody(body);
    assert.is(posted.body.error_code, "INVALID_REQUEST");
    assert.not.match(shown(posted), CANARY);
  }
});

const fields = Object.entries(validBody(canaries))
  .filter(([section]) => section !== "company_data")
  .flatMap(([section, value]) => [[section], ...Object.keys(Object(value)).map((field) => [section, field])]);

const canaryValue = fc.oneof(
  fc.constantFrom<unknown>("canary", "+447400999888x", 447400999888, ["canary"], { canary: "canary" }),
  fc.string().map((text) => `${text}canary`),
  fc.constantFrom("canary\u0000", "canary\uD800", "+44 7400 999888 canary", "canary@canary"),
);

test("nor when any of its fields hold anything, right or wrong", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(...fields), canaryValue), { maxLength: 4 }), async (changes) => {
      const body = changes.reduce<JsonObject>(
        (kept, [[section = "", field], value]) =>
          deepOverride(kept, { [section]: field === undefined ? value : { [field]: value } }),
        validBody(canaries),
      );
      assert.not.match(shown(await postBody(body)), CANARY);
    }),
    { numRuns: 300 },
  );
});
