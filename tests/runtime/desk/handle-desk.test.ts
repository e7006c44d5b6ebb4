import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import openapi from "../../../docs/openapi.json";
import { CANCEL_PATH, CONVERSATION_PATH } from "../../../runtime/desk/asked";
import { API_KEY_ID, companyRecord } from "../../../tools/measure/sample/company-record";
import { REQUEST_ID } from "../../../tools/measure/sample/request";
import { askingEvent, claimedStore, DESK_KEY_ID, deskOver } from "../../helpers/desk-env";
import { inMemoryCompanies, unreadableCompanies } from "../../helpers/in-memory-companies";
import { notGiven } from "../../helpers/not-given";

const keys = suite("keys at the desk");

const other = companyRecord({ project_id: "pi-bbb-002", api_key_reference: ["key-id-bbb"], desk_key_reference: [] });
const companies = inMemoryCompanies(companyRecord({ desk_key_reference: [DESK_KEY_ID] }), other);

const expected = [
  ["GET", CONVERSATION_PATH, { [API_KEY_ID]: 200, [DESK_KEY_ID]: 200, "key-id-bbb": 404, removed: 404, "": 404 }],
  ["POST", CANCEL_PATH, { [API_KEY_ID]: 200, [DESK_KEY_ID]: 403, "key-id-bbb": 404, removed: 404, "": 404 }],
] as const;

for (const [method, path, statuses] of expected)
  keys(`open ${method} ${path} to their use, and to no other project`, async () => {
    for (const [apiKeyId, status] of Object.entries(statuses)) {
      const desk = deskOver(claimedStore(), { companies });
      const { status: answered, body } = await desk.send(askingEvent(method, path, { apiKeyId }));
      const code = { 200: undefined, 403: "NOT_PERMITTED", 404: "COMPANY_NOT_FOUND" }[status];
      assert.equal([answered, body.error_code], [status, code], apiKeyId);
      assert.is(desk.store.changes.length, status === 200 && method === "POST" ? 1 : 0);
    }
  });

keys("are told apart in the log alone", async () => {
  const reasons = async (company_id: string, apiKeyId: string) => {
    const { status, lines } = deskOver(claimedStore(), { companies });
    await status({ apiKeyId, ids: { company_id } });
    return lines;
  };
  const line = { level: "info", event: "asking_rejected", error_code: "COMPANY_NOT_FOUND", error_codes: [] };
  const handling = { request_id: REQUEST_ID, api_request_id: "gateway-request", duration_ms: 12 };
  const project = { company_id: "ci-aaa-001", project_id: "pi-aaa-001" };

  assert.equal(await reasons("ci-aaa-001", "key-id-bbb"), [
    { ...line, ...project, ...handling, reason: "the API key is not one of the project's" },
  ]);
  assert.equal(await reasons("ci-zzz", "key-id-bbb"), [
    { ...line, ...project, company_id: "ci-zzz", ...handling, reason: "no such company and project" },
  ]);
});

keys("open the desk of a project that is switched off: what was sent is still asked about", async () => {
  const off = inMemoryCompanies(companyRecord({ project_status: "inactive" }));

  assert.is((await deskOver(claimedStore(), { companies: off }).status()).status, 200);
});

const form = suite("the form of what is asked");

for (const [field, code] of [
  ["company_id", "INVALID_IDENTIFIERS"],
  ["project_id", "INVALID_IDENTIFIERS"],
  ["request_id", "INVALID_REQUEST_ID"],
] as const)
  form(`names a ${field} that cannot be one, and never says it`, async () => {
    const { status, body } = await deskOver().status({ ids: { [field]: "not#one" } });
    const faults = body.errors as readonly { readonly field: string; readonly code: string }[];
    assert.equal(
      [status, body.error_code, faults.map((fault) => [fault.field, fault.code])],
      [400, code, [[field, code]]],
    );
    assert.not.match(JSON.stringify(body), "not#one");
  });

form("takes no cursor that it has not given", async () => {
  const { status, body } = await deskOver(claimedStore()).status({ apiKeyId: DESK_KEY_ID, query: { cursor: "2026" } });
  assert.equal([status, body.error_code, (body.errors as readonly object[]).length], [400, "INVALID_ACTION", 1]);
});

form("needs neither key nor id where it is what the API is", async () => {
  const { status, body } = await deskOver(undefined, { companies: { find: notGiven("find") } }).send({
    httpMethod: "GET",
    resource: "/openapi.json",
  });
  assert.equal([status, body], [200, JSON.parse(JSON.stringify(openapi))]);
});

form("is a path that there is", async () => {
  for (const event of [askingEvent("GET", "/nowhere"), askingEvent("DELETE", CONVERSATION_PATH), {}, null]) {
    const { status, body } = await deskOver().send(event);
    assert.equal([status, body.error_code], [400, "INVALID_REQUEST"]);
  }
});

const trouble = suite("trouble at the desk");

trouble("is answered 5xx, and an error in the log", async () => {
  const failing = { ...claimedStore().conversations, readGuard: notGiven("readGuard") };
  const unreadable = claimedStore();
  unreadable.put({ ...unreadable.records()[1], send_state: "somewhere" } as never);
  const slow = claimedStore();
  slow.failNext("with", "before");
  for (const [code, desk] of [
    ["DATABASE_ERROR", deskOver(claimedStore(), { companies: unreadableCompanies })],
    ["DATABASE_ERROR", deskOver(slow)],
    ["INTERNAL_ERROR", deskOver(unreadable)],
    ["INTERNAL_ERROR", deskOver(claimedStore(), { conversations: failing })],
  ] as const) {
    const { status, body } = await desk.status();
    assert.equal([status, body.error_code, desk.lines.at(-1)?.level], [500, code, "error"]);
  }
});

trouble("with what stands under the id is nobody's to hear of whose request it is not", async () => {
  const conversations = {
    ...claimedStore().conversations,
    readGuard: () => TE.left({ _tag: "StoreUnavailable" } as const),
  };

  const { body } = await deskOver(claimedStore(), { conversations }).status({ apiKeyId: "key-id-bbb" });

  assert.is(body.error_code, "COMPANY_NOT_FOUND");
});

const everywhere = suite("every answer of the desk");

everywhere("carries the CORS headers, the preflight's too, which reads nothing", async () => {
  const answers = [
    await deskOver(claimedStore()).status(),
    await deskOver().status(),
    await deskOver(undefined, { companies: { find: notGiven("find") } }).send(askingEvent("OPTIONS", CANCEL_PATH)),
  ];

  assert.equal(
    answers.map(({ status }) => status),
    [200, 404, 200],
  );
  for (const { headers } of answers) {
    assert.is(headers["Access-Control-Allow-Origin"], "https://app.example.com");
    assert.is(headers["Access-Control-Allow-Methods"], "OPTIONS,GET,POST");
    assert.is(headers["Content-Type"], "application/json");
  }
});
