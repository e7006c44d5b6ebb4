import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../runtime/codec/json";
import { companyOf } from "../../../runtime/company/company";
import { findProject, permitRequest } from "../../../runtime/router/permit-project";
import { rejection } from "../../../runtime/router/rejection";
import { API_KEY_ID, companyRecord } from "../../../tools/measure/sample/company-record";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
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

const testPermitRequest = suite("permit request");

const permit = (record: JsonObject, request: JsonObject = {}) =>
  permitRequest(sampleMessage("sms", { frontend_payload: request }).request, companyOf(companyRecord(record)));

const codeFor = (record: JsonObject, request?: JsonObject): string => {
  const permitted = permit(record, request);
  return E.isLeft(permitted) ? permitted.left.code : "permitted";
};

testPermitRequest("a project is active only by that very word", () => {
  for (const project_status of ["inactive", "Active", "", null, undefined, true, ["active"]])
    assert.is(codeFor({ project_status }), "PROJECT_INACTIVE");
});

testPermitRequest("a channel that is not listed is not allowed", () => {
  for (const allowed_channels of [undefined, [], ["whatsapp", "email"]])
    assert.is(codeFor({ allowed_channels }), "CHANNEL_NOT_ALLOWED");
});

testPermitRequest("an inactive project is that first, and a channel that is not allowed before a faulty record", () => {
  const faulty = { company_rep: "Carol", channel_config: undefined };
  assert.equal(
    [
      codeFor({ ...faulty, project_status: "inactive", allowed_channels: "sms" }),
      codeFor({ ...faulty, allowed_channels: [] }),
    ],
    ["PROJECT_INACTIVE", "CHANNEL_NOT_ALLOWED"],
  );
});

testPermitRequest("a faulty record is a CONFIGURATION_ERROR whose detail alone says where", () => {
  const permitted = permit({ channel_config: { sms: { company_sms_number: "secret" } } });
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

testPermitRequest("a record with an assistant's id only says so", () => {
  const sms = { template_sender: undefined, assistant_id_template_sender: "asst_1" };
  const permitted = permit({ ai_config: { openai_config: { sms } } });
  assert.match(
    (E.isLeft(permitted) && permitted.left.detail) || "",
    /OpenAI Assistant id, which OpenAI no longer serves/,
  );
});

const abroad: readonly (readonly [number: string, country: string])[] = [
  ["+12425550123", "the Bahamas, which share their code with the United States"],
  ["+447781123456", "Guernsey, which shares its code with the United Kingdom"],
  ["+252612345678", "Somalia"],
  ["+22370123456", "Mali"],
  ["+881612345678", "a satellite"],
  ["+882161234567", "a network of no country"],
];

for (const [recipient_tel, country] of abroad)
  testPermitRequest(`an SMS from a British number to ${country} needs the project's word`, () => {
    const request = { recipient_data: { recipient_tel } };
    assert.is(codeFor({}, request), "COUNTRY_NOT_ALLOWED");
    assert.is(codeFor({ channel_config: { sms: { countries: ["GB", "IE"] } } }, request), "COUNTRY_NOT_ALLOWED");
  });

testPermitRequest("a number that nobody uses is of the country whose code it has, as sender and as recipient", () => {
  const made = { recipient_data: { recipient_tel: "+447700900123" } };
  const sender = { channel_config: { sms: { company_sms_number: "+447700900001" } } };
  assert.equal([codeFor({}, made), codeFor(sender), codeFor(sender, made)], ["permitted", "permitted", "permitted"]);
});

testPermitRequest("a country that the project names is written to, and its own then only if named too", () => {
  const request = { recipient_data: { recipient_tel: "+353861234567" } };
  const ireland = { channel_config: { sms: { countries: ["IE"] } } };
  assert.equal([codeFor(ireland, request), codeFor(ireland)], ["permitted", "COUNTRY_NOT_ALLOWED"]);
});

const tooLarge: readonly (readonly [what: string, request: JsonObject, code: string, message: string])[] = [
  [
    "a text",
    { project_data: { points: [{ note: "n".repeat(8_001) }] } },
    "INVALID_PROJECT_DATA",
    "project_data.points[0].note must have at most 8000 characters",
  ],
  [
    "a list",
    { project_data: { points: Array(201).fill(0) } },
    "INVALID_PROJECT_DATA",
    "project_data.points must have at most 200 items",
  ],
  [
    "an object",
    { project_data: { all: Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`f${at}`, 0])) } },
    "INVALID_PROJECT_DATA",
    "project_data.all must have at most 200 fields",
  ],
  [
    "a name",
    { project_data: { ["n".repeat(129)]: 0 } },
    "INVALID_PROJECT_DATA",
    "project_data must have names of at most 128 characters",
  ],
  [
    "many texts, each small",
    { project_data: { texts: Array(5).fill("ä".repeat(4_000)) } },
    "INVALID_PROJECT_DATA",
    "project_data must have at most 32768 bytes as JSON",
  ],
  [
    "a recipient's field",
    { recipient_data: { nickname: "n".repeat(8_001) } },
    "INVALID_RECIPIENT_DATA",
    "recipient_data.nickname must have at most 8000 characters",
  ],
];

for (const [what, request, code, message] of tooLarge)
  testPermitRequest(
    `${what} that is too large is named by its place, and let through where the project says so`,
    () => {
      const refused = permit({}, request);
      assert.equal(E.isLeft(refused) && [refused.left.code, refused.left.message], [code, message]);
      const roomy = { max_text_length: 9_000, max_list_length: 300, max_data_bytes: 60_000 };
      assert.is(codeFor({ rate_limits: roomy }, request), what === "a name" ? code : "permitted");
    },
  );
