import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../runtime/codec/json";
import { companyOf } from "../../../runtime/company/company";
import { findProject, permitChannel } from "../../../runtime/router/permit-project";
import { rejection } from "../../../runtime/router/rejection";
import { API_KEY_ID, companyRecord } from "../../../tools/measure/sample/company-record";
import { inMemoryCompanies, unreadableCompanies } from "../../helpers/in-memory-companies";

const testFindProject = suite("find project");

const project = { company_id: "ci-aaa-001", project_id: "pi-aaa-001" };

testFindProject("a caller without a key finds nothing, even where the record names none", async () => {
  for (const api_key_reference of [undefined, "", [""], [], null]) {
    const companies = inMemoryCompanies(companyRecord({ api_key_reference }));
    assert.ok(E.isLeft(await findProject(project, "")({ companies })()));
  }
});

testFindProject("the key of one project of a company does not act for its other one", async () => {
  const other = companyRecord({ project_id: "pi-aaa-002", api_key_reference: "key-2" });
  const companies = inMemoryCompanies(companyRecord(), other);
  const found = await findProject({ ...project, project_id: "pi-aaa-002" }, API_KEY_ID)({ companies })();
  assert.is(E.isLeft(found) && found.left.code, "COMPANY_NOT_FOUND");
});

testFindProject("a table that cannot be read is a DATABASE_ERROR", async () => {
  assert.equal(
    await findProject(project, API_KEY_ID)({ companies: unreadableCompanies })(),
    E.left(rejection("DATABASE_ERROR", "The company record cannot be read at the moment")),
  );
});

testFindProject.run();

const testPermitChannel = suite("permit channel");

const codeFor = (overrides: JsonObject): string => {
  const permitted = permitChannel(companyOf(companyRecord(overrides)), "sms");
  return E.isLeft(permitted) ? permitted.left.code : "permitted";
};

testPermitChannel("a project is active only by that very word", () => {
  for (const project_status of ["inactive", "Active", "", null, undefined, true, ["active"]])
    assert.is(codeFor({ project_status }), "PROJECT_INACTIVE");
});

testPermitChannel("a channel that is not listed is not allowed", () => {
  for (const allowed_channels of [undefined, [], ["whatsapp", "email"]])
    assert.is(codeFor({ allowed_channels }), "CHANNEL_NOT_ALLOWED");
});

testPermitChannel("an inactive project is that first, and a channel that is not allowed before a faulty record", () => {
  const faulty = { company_rep: "Carol", channel_config: undefined };
  assert.equal(
    [
      codeFor({ ...faulty, project_status: "inactive", allowed_channels: "sms" }),
      codeFor({ ...faulty, allowed_channels: [] }),
    ],
    ["PROJECT_INACTIVE", "CHANNEL_NOT_ALLOWED"],
  );
});

testPermitChannel("a faulty record is a CONFIGURATION_ERROR whose detail alone says where", () => {
  const permitted = permitChannel(
    companyOf(companyRecord({ channel_config: { sms: { company_sms_number: "secret" } } })),
    "sms",
  );
  assert.equal(
    permitted,
    E.left({
      _tag: "Rejection",
      code: "CONFIGURATION_ERROR",
      message: "The project is not fully configured for this channel",
      faults: [],
      detail:
        "company record: channel_config.sms.company_sms_number (expected an E.164 telephone number that is possible for its country)",
    }),
  );
  for (const overrides of [{ allowed_channels: "sms" }, { company_name: 5 }, { ai_config: undefined }])
    assert.is(codeFor(overrides), "CONFIGURATION_ERROR");
});

testPermitChannel("a record with an assistant's id only says so", () => {
  const sms = { template_sender: undefined, assistant_id_template_sender: "asst_1" };
  const permitted = permitChannel(companyOf(companyRecord({ ai_config: { openai_config: { sms } } })), "sms");
  assert.match(
    (E.isLeft(permitted) && permitted.left.detail) || "",
    /OpenAI Assistant id, which OpenAI no longer serves/,
  );
});

testPermitChannel.run();
