import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isJsonObject, type JsonObject } from "../../../runtime/codec/json";
import { rankOf } from "../../../runtime/request/error-code";
import type { ValidRequest } from "../../../runtime/request/request";
import {
  checkCompanyData,
  checkProjectData,
  checkRequestData,
  validateRequest,
} from "../../../runtime/request/validate-request";
import { REQUEST_ID, validBody } from "../../../tools/measure/sample/request";
import { faultsOf } from "../../helpers/decoded";

const testCompanyData = suite("company data");

const ids = { company_id: "ci-aaa-001", project_id: "pi-aaa-001" };

testCompanyData("keeps the two ids and drops everything else, the historical API key first of all", () => {
  const company_data = { ...ids, api_key: "secret", extra: 1, nested: {} };
  assert.equal(checkCompanyData({ company_data }), E.right(ids));
});

testCompanyData("an id that is absent, null or empty is missing", () => {
  for (const nothing of [undefined, null, ""])
    assert.equal(faultsOf(checkCompanyData({ company_data: { company_id: nothing, project_id: nothing } })), [
      "company_data.company_id MISSING_IDENTIFIERS",
      "company_data.project_id MISSING_IDENTIFIERS",
    ]);
});

testCompanyData("an id of another type or with other characters is invalid", () => {
  for (const wrong of [5, true, {}, ["a"], "a b", "a#b", "x".repeat(65), " "])
    assert.equal(faultsOf(checkCompanyData({ company_data: { ...ids, project_id: wrong } })), [
      "company_data.project_id INVALID_IDENTIFIERS",
    ]);
});

testCompanyData("does not find an id in the prototype", () => {
  const company_data: unknown = JSON.parse('{"__proto__":{"company_id":"ci-aaa-001","project_id":"pi-aaa-001"}}');
  assert.equal(faultsOf(checkCompanyData({ company_data })), [
    "company_data.company_id MISSING_IDENTIFIERS",
    "company_data.project_id MISSING_IDENTIFIERS",
  ]);
});

const testRequestData = suite("request data");

const valid = {
  request_id: REQUEST_ID,
  channel_method: "whatsapp",
  initial_request_timestamp: "2026-11-20T11:45:32.789Z",
};

const faultsWith = (overrides: Readonly<Record<string, unknown>>): readonly string[] =>
  faultsOf(checkRequestData({ request_data: { ...valid, ...overrides } }));

testRequestData("keeps its three fields and drops others", () => {
  assert.equal(checkRequestData({ request_data: { ...valid, priority: "high" } }), E.right(valid));
});

testRequestData("the channel is compared in any letter case and stored in lower case", () => {
  const stored = ["WhatsApp", "SMS", "eMail"].map((channel_method) =>
    checkRequestData({ request_data: { ...valid, channel_method } }),
  );
  assert.equal(
    stored,
    ["whatsapp", "sms", "email"].map((channel_method) => E.right({ ...valid, channel_method })),
  );
});

testRequestData("a field that is not a non-empty string has the wrong format", () => {
  for (const wrong of [null, "", 5, true, {}, ["sms"]])
    assert.equal(faultsWith({ request_id: wrong, channel_method: wrong, initial_request_timestamp: wrong }), [
      "request_data.request_id INVALID_REQUEST_ID_FORMAT",
      "request_data.channel_method INVALID_CHANNEL_METHOD_FORMAT",
      "request_data.initial_request_timestamp INVALID_INITIAL_REQUEST_TIMESTAMP_FORMAT",
    ]);
});

testRequestData("names of an object's own functions are no channels", () => {
  for (const channel_method of ["constructor", "__proto__", "toString", " sms", "sms\u0000", "ſms"])
    assert.equal(faultsWith({ channel_method }), ["request_data.channel_method UNSUPPORTED_CHANNEL"]);
});

const testProjectData = suite("project data");

const nested = (levels: number): unknown => JSON.parse(`${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`);

testProjectData("is optional", () => {
  assert.equal(checkProjectData({}), E.right(undefined));
});

testProjectData("is kept as given, in any form", () => {
  const project_data: unknown = JSON.parse('{"a":[{"b":null}],"n":0.1,"__proto__":{"x":[]}}');
  assert.equal(checkProjectData({ project_data }), E.right(project_data));
  assert.equal(checkProjectData({ project_data: {} }), E.right({}));
});

testProjectData("is an object", () => {
  for (const project_data of [null, [], "text", 5, true])
    assert.equal(faultsOf(checkProjectData({ project_data })), ["project_data INVALID_PROJECT_DATA"]);
});

testProjectData("nests at most 16 levels deep, itself counted", () => {
  assert.equal(faultsOf(checkProjectData({ project_data: nested(16) })), []);
  assert.equal(faultsOf(checkProjectData({ project_data: nested(17) })), [
    `project_data${".a".repeat(16)} INVALID_PROJECT_DATA`,
  ]);
});

const told: readonly (readonly [json: string, message: string])[] = JSON.parse(
  readFileSync(`${__dirname}/not-storable.json`, "utf8"),
);
testProjectData("that cannot be stored is told with place and cause, and without its value", () => {
  const messages = told.map(([json]) =>
    pipe(
      checkProjectData({ project_data: JSON.parse(json) }),
      E.match(
        ([fault]) => fault.message,
        () => "accepted",
      ),
    ),
  );
  assert.equal(
    messages,
    told.map(([, message]) => message),
  );
});

const testValidateRequest = suite("validate request");

/** The body of what a body was accepted as. */
const bodyOf = ({ project, recipient, projectData, consent, ...asked }: ValidRequest): JsonObject => ({
  company_data: project,
  recipient_data: recipient,
  request_data: {
    request_id: asked.id,
    channel_method: asked.channel,
    initial_request_timestamp: asked.requestedAt,
  },
  project_data: projectData,
  ...(consent === undefined ? {} : { consent_data: consent }),
});

const accepted = (body: JsonObject) => pipe(validateRequest(body), E.map(bodyOf));

testValidateRequest("accepts the interface's example as it is", () => {
  assert.equal(accepted(validBody()), E.right(validBody()));
});

testValidateRequest("lists every fault of a body in the order of the checks, whatever the order of the body", () => {
  const body = {
    project_data: [],
    request_data: { request_id: "1", channel_method: "sms", initial_request_timestamp: null },
    recipient_data: { comms_consent: "yes", nickname: 5, recipient_tel: "1" },
    company_data: { company_id: "a b" },
  };
  assert.equal(faultsOf(validateRequest(body)), [
    "company_data.project_id MISSING_IDENTIFIERS",
    "company_data.company_id INVALID_IDENTIFIERS",
    "request_data.initial_request_timestamp INVALID_INITIAL_REQUEST_TIMESTAMP_FORMAT",
    "request_data.request_id INVALID_REQUEST_ID",
    "recipient_data.recipient_tel INVALID_RECIPIENT_TEL",
    "recipient_data.nickname INVALID_RECIPIENT_DATA",
    "recipient_data.comms_consent INVALID_COMMS_CONSENT_TYPE",
    "project_data INVALID_PROJECT_DATA",
  ]);
});

testValidateRequest("what it accepts it accepts again, unchanged", () => {
  const written = validBody({
    recipient_data: { recipient_tel: "+44 7400 123456" },
    request_data: { channel_method: "WHATSAPP" },
  });
  const once = accepted(written);
  assert.equal(E.isRight(once) ? accepted(once.right) : once, once);
});

testValidateRequest("any JSON object is either accepted or refused with faults in the order of the checks", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...Object.keys(validBody()), "other"), fc.jsonValue()), (sections) => {
      const checked = validateRequest(isJsonObject(sections) ? sections : {});
      const ranks = E.isLeft(checked) ? checked.left.map(({ code }) => rankOf(code)) : [];
      assert.equal(
        ranks,
        [...ranks].sort((a, b) => a - b),
      );
    }),
  );
});
