import { suite } from "uvu";
import * as assert from "uvu/assert";
import { boundKeys, CompanyRecord, retentionDays } from "../../../runtime/company/company";
import { companyRecord } from "../../../tools/measure/sample/company-record";
import { decodedAs } from "../../helpers/decoded";

const testCompanyRecord = suite("company record");

testCompanyRecord("is let through whole, with what the engine does not read", () => {
  const record = companyRecord({ billing_code: "X1" });
  assert.equal(decodedAs(CompanyRecord, record), record);
});

testCompanyRecord("needs only its key", () => {
  const record = { company_id: "ci-aaa-001", project_id: "pi-aaa-001" };
  assert.equal(decodedAs(CompanyRecord, record), record);
});

testCompanyRecord("is refused when an attribute that the engine reads has another type", () => {
  const faulty = [
    { company_id: 5 },
    { company_name: 5 },
    { allowed_channels: "whatsapp" },
    { allowed_channels: [5] },
    { rate_limits: { max_message_length: "1000" } },
    { conversation_ttl_days: 34 },
    { conversation_ttl_days: "90" },
    { company_rep: { company_rep_1: 5 } },
  ];
  assert.equal(
    faulty.map((overrides) => decodedAs(CompanyRecord, companyRecord(overrides))),
    faulty.map(() => "refused"),
  );
});

testCompanyRecord.run();

const testRetentionDays = suite("retention-days");

testRetentionDays("are the project's own, else the deployment's", () => {
  assert.is(retentionDays({ conversation_ttl_days: 90 }, 365), 90);
  assert.is(retentionDays({ conversation_ttl_days: 90 }, undefined), 90);
  assert.is(retentionDays({}, 365), 365);
  assert.is(retentionDays({}, undefined), undefined);
});

testRetentionDays("are the deployment's where a record holds what cannot be, so that no guard ends too early", () => {
  for (const conversation_ttl_days of [34, 0, -1, 35.5, "90", null, 3_651, Number.NaN])
    assert.is(retentionDays({ conversation_ttl_days }, 365), 365);
});

testRetentionDays.run();

const testBoundKeys = suite("bound keys");

testBoundKeys("is one key, or several while one is being rotated", () => {
  assert.equal(boundKeys({ api_key_reference: "k1" }), ["k1"]);
  assert.equal(boundKeys({ api_key_reference: ["k1", "k2"] }), ["k1", "k2"]);
});

testBoundKeys("is none when the record names none: an empty id never matches a caller without a key", () => {
  for (const api_key_reference of [undefined, null, "", [], [""], [null, 5, {}], {}, 5])
    assert.equal(boundKeys({ api_key_reference }), []);
});

testBoundKeys.run();
