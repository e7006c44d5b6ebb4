import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checkProjectData } from "../../../runtime/request/project-data";
import { faultsOf } from "../../helpers/faults-of";

const test = suite("project data");

const nested = (levels: number): unknown => JSON.parse(`${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`);

test("is optional", () => {
  assert.equal(checkProjectData({}), E.right({}));
});

test("is kept as given, in any form", () => {
  const project_data: unknown = JSON.parse('{"a":[{"b":null}],"n":0.1,"__proto__":{"x":[]}}');
  assert.equal(checkProjectData({ project_data }), E.right({ project_data }));
  assert.equal(checkProjectData({ project_data: {} }), E.right({ project_data: {} }));
});

test("is an object", () => {
  for (const project_data of [null, [], "text", 5, true])
    assert.equal(faultsOf(checkProjectData({ project_data })), ["project_data INVALID_PROJECT_DATA"]);
});

test("nests at most 16 levels deep, itself counted", () => {
  assert.equal(faultsOf(checkProjectData({ project_data: nested(16) })), []);
  assert.equal(faultsOf(checkProjectData({ project_data: nested(17) })), ["project_data INVALID_PROJECT_DATA"]);
});

test("holds only what the record can hold", () => {
  for (const value of ["\u0000", "\uD800", 2 ** 53, Infinity, 5e-324, { "": 1 }, { ["n".repeat(65_536)]: 1 }])
    assert.equal(faultsOf(checkProjectData({ project_data: { value } })), ["project_data INVALID_PROJECT_DATA"]);
});

test.run();
