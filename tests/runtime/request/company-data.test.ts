import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checkCompanyData } from "../../../runtime/request/company-data";
import { faultsOf } from "../../helpers/faults-of";

const test = suite("company data");

const ids = { company_id: "ci-aaa-001", project_id: "pi-aaa-001" };

test("keeps the two ids and drops everything else, the historical API key first of all", () => {
  const company_data = { ...ids, api_key: "secret", extra: 1, nested: {} };
  assert.equal(checkCompanyData({ company_data }), E.right(ids));
});

test("an absent section counts as missing identifiers", () => {
  assert.equal(faultsOf(checkCompanyData({})), ["company_data MISSING_IDENTIFIERS"]);
});

test("a section that is no object is a wrong type, null included", () => {
  assert.equal(
    [null, [], "ci-aaa-001"].flatMap((company_data) => faultsOf(checkCompanyData({ company_data }))),
    Array(3).fill("company_data INVALID_COMPANY_DATA_TYPE"),
  );
});

test("an id that is absent, null or empty is missing", () => {
  for (const nothing of [undefined, null, ""])
    assert.equal(faultsOf(checkCompanyData({ company_data: { company_id: nothing, project_id: nothing } })), [
      "company_data.company_id MISSING_IDENTIFIERS",
      "company_data.project_id MISSING_IDENTIFIERS",
    ]);
});

test("an id of another type or with other characters is invalid", () => {
  for (const wrong of [5, true, {}, ["a"], "a b", "a#b", "x".repeat(65), " "])
    assert.equal(faultsOf(checkCompanyData({ company_data: { ...ids, project_id: wrong } })), [
      "company_data.project_id INVALID_IDENTIFIERS",
    ]);
});

test("does not find an id in the prototype", () => {
  const company_data: unknown = JSON.parse('{"__proto__":{"company_id":"ci-aaa-001","project_id":"pi-aaa-001"}}');
  assert.equal(faultsOf(checkCompanyData({ company_data })), [
    "company_data.company_id MISSING_IDENTIFIERS",
    "company_data.project_id MISSING_IDENTIFIERS",
  ]);
});

test.run();
