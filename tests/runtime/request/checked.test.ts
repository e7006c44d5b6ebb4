import { sequenceS } from "fp-ts/Apply";
import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checking, decoded, faulty, section } from "../../../runtime/request/checked";
import { Identifier } from "../../../runtime/request/request";
import { faultsOf } from "../../helpers/decoded";

const testChecked = suite("checked");

testChecked("a fault names its field in its message", () => {
  assert.equal(
    faulty("request_data", "MISSING_REQUEST_DATA", "is required"),
    E.left([{ field: "request_data", code: "MISSING_REQUEST_DATA", message: "request_data is required" }]),
  );
});

testChecked("a refused value is described by what it should be, and not shown", () => {
  const check = decoded(Identifier, "company_data.company_id", "INVALID_IDENTIFIERS");
  assert.equal(
    check("not an id"),
    E.left([
      {
        field: "company_data.company_id",
        code: "INVALID_IDENTIFIERS",
        message: "company_data.company_id must be 1 to 64 of A-Z a-z 0-9 . _ -",
      },
    ]),
  );
});

testChecked("checks side by side gather the faults of all", () => {
  const checks = sequenceS(checking)({
    a: faulty("a", "MISSING_IDENTIFIERS", "is required"),
    b: E.right(1),
    c: faulty("c", "MISSING_REQUEST_ID", "is required"),
  });
  assert.equal(faultsOf(checks), ["a MISSING_IDENTIFIERS", "c MISSING_REQUEST_ID"]);
});

const testSection = suite("section");

const sectionOf = (body: Readonly<Record<string, unknown>>) =>
  section(body, "request_data", { missing: "MISSING_REQUEST_DATA", type: "INVALID_REQUEST_DATA_TYPE" });

testSection("gives the object", () => {
  assert.equal(sectionOf({ request_data: { a: 1 } }), E.right({ a: 1 }));
});

testSection("names an absent section", () => {
  assert.equal(faultsOf(sectionOf({})), ["request_data MISSING_REQUEST_DATA"]);
});

testSection("takes null, a list and plain values for a wrong type, not for absence", () => {
  assert.equal(
    [null, [], "{}", 0, false, ""].flatMap((value) => faultsOf(sectionOf({ request_data: value }))),
    Array(6).fill("request_data INVALID_REQUEST_DATA_TYPE"),
  );
});
