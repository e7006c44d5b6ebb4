import * as fc from "fast-check";
import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isJsonObject } from "../../../runtime/codec/json-object";
import { rankOf } from "../../../runtime/request/error-code";
import { validateRequest } from "../../../runtime/request/validate-request";
import { faultsOf } from "../../helpers/faults-of";
import { validBody } from "../../helpers/valid-body";

const test = suite("validate request");

test("accepts the interface's example as it is", () => {
  assert.equal(validateRequest(validBody()), E.right(validBody()));
});

test("drops unknown sections, and unknown fields but for the recipient's and the project's", () => {
  const unknown = validBody({
    company_data: { api_key: "secret", other: 1 },
    recipient_data: { other: "kept" },
    request_data: { other: 1 },
    project_data: { other: "kept" },
    other: {},
  });
  const kept = validBody({ recipient_data: { other: "kept" }, project_data: { other: "kept" } });
  assert.equal(validateRequest(unknown), E.right(kept));
});

test("an empty body lacks its three sections, the identifiers first", () => {
  assert.equal(faultsOf(validateRequest({})), [
    "company_data MISSING_IDENTIFIERS",
    "recipient_data MISSING_RECIPIENT_DATA",
    "request_data MISSING_REQUEST_DATA",
  ]);
});

test("lists every fault of a body in the order of the checks, whatever the order of the body", () => {
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

test("what it accepts it accepts again, unchanged", () => {
  const written = validBody({
    recipient_data: { recipient_tel: "+44 7400 123456" },
    request_data: { channel_method: "WHATSAPP" },
  });
  const once = validateRequest(written);
  assert.equal(E.isRight(once) ? validateRequest(once.right) : once, once);
});

test("any JSON object is either accepted or refused with faults in the order of the checks", () => {
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

test.run();
