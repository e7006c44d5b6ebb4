import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { findProject } from "../../../runtime/router/find-project";
import { rejection } from "../../../runtime/router/rejection";
import { API_KEY_ID, companyRecord } from "../../helpers/company-record";
import { inMemoryCompanies, unreadableCompanies } from "../../helpers/fakes/in-memory-companies";

const test = suite("find project");

const project = { company_id: "ci-aaa-001", project_id: "pi-aaa-001" };
const NOT_FOUND = "No such company and project for this API key";

test("gives the record to a caller whose key is bound to it", async () => {
  const companies = inMemoryCompanies(companyRecord());
  assert.equal(await findProject(project, API_KEY_ID)({ companies })(), E.right(companyRecord()));
});

test("differs between no record and a foreign key in its detail only", async () => {
  const absent = await findProject(project, API_KEY_ID)({ companies: inMemoryCompanies() })();
  const foreign = await findProject(project, "other")({ companies: inMemoryCompanies(companyRecord()) })();
  assert.equal(
    [absent, foreign],
    [
      E.left(rejection("COMPANY_NOT_FOUND", NOT_FOUND, "no such company and project")),
      E.left(rejection("COMPANY_NOT_FOUND", NOT_FOUND, "the API key is not one of the project's")),
    ],
  );
});

test("a caller without a key finds nothing, even where the record names none", async () => {
  for (const api_key_reference of [undefined, "", [""], [], null]) {
    const companies = inMemoryCompanies(companyRecord({ api_key_reference }));
    assert.ok(E.isLeft(await findProject(project, "")({ companies })()));
  }
});

test("the key of one project of a company does not act for its other one", async () => {
  const other = companyRecord({ project_id: "pi-aaa-002", api_key_reference: "key-2" });
  const companies = inMemoryCompanies(companyRecord(), other);
  const found = await findProject({ ...project, project_id: "pi-aaa-002" }, API_KEY_ID)({ companies })();
  assert.is(E.isLeft(found) && found.left.code, "COMPANY_NOT_FOUND");
});

test("a table that cannot be read is a DATABASE_ERROR", async () => {
  assert.equal(
    await findProject(project, API_KEY_ID)({ companies: unreadableCompanies })(),
    E.left(rejection("DATABASE_ERROR", "The company record cannot be read at the moment")),
  );
});

test.run();
