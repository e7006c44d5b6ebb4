import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { section } from "../../../runtime/request/section";
import { faultsOf } from "../../helpers/faults-of";

const test = suite("section");

const sectionOf = (body: Readonly<Record<string, unknown>>) =>
  section(body, "request_data", { missing: "MISSING_REQUEST_DATA", type: "INVALID_REQUEST_DATA_TYPE" });

test("gives the object", () => {
  assert.equal(sectionOf({ request_data: { a: 1 } }), E.right({ a: 1 }));
});

test("names an absent section", () => {
  assert.equal(faultsOf(sectionOf({})), ["request_data MISSING_REQUEST_DATA"]);
});

test("takes null, a list and plain values for a wrong type, not for absence", () => {
  assert.equal(
    [null, [], "{}", 0, false, ""].flatMap((value) => faultsOf(sectionOf({ request_data: value }))),
    Array(6).fill("request_data INVALID_REQUEST_DATA_TYPE"),
  );
});

test.run();
