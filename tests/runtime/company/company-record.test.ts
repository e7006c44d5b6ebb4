import { suite } from "uvu";
import * as assert from "uvu/assert";
import { CompanyRecord } from "../../../runtime/company/company-record";
import { companyRecord } from "../../helpers/company-record";
import { decodedAs } from "../../helpers/decoded-as";

const test = suite("company record");

test("is let through whole, with what the engine does not read", () => {
  const record = companyRecord({ billing_code: "X1" });
  assert.equal(decodedAs(CompanyRecord, record), record);
});

test("needs only its key", () => {
  const record = { company_id: "ci-aaa-001", project_id: "pi-aaa-001" };
  assert.equal(decodedAs(CompanyRecord, record), record);
});

test("is refused when an attribute that the engine reads has another type", () => {
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

test.run();
