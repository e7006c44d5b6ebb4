import { sequenceS } from "fp-ts/Apply";
import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checking, decoded, faulty } from "../../../runtime/request/checked";
import { Identifier } from "../../../runtime/request/identifier";
import { faultsOf } from "../../helpers/faults-of";

const test = suite("checked");

test("a fault names its field in its message", () => {
  assert.equal(
    faulty("request_data", "MISSING_REQUEST_DATA", "is required"),
    E.left([{ field: "request_data", code: "MISSING_REQUEST_DATA", message: "request_data is required" }]),
  );
});

test("a refused value is described by what it should be, and not shown", () => {
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

test("checks side by side gather the faults of all", () => {
  const checks = sequenceS(checking)({
    a: faulty("a", "MISSING_IDENTIFIERS", "is required"),
    b: E.right(1),
    c: faulty("c", "MISSING_REQUEST_ID", "is required"),
  });
  assert.equal(faultsOf(checks), ["a MISSING_IDENTIFIERS", "c MISSING_REQUEST_ID"]);
});

test.run();
