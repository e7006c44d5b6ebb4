import * as assert from "uvu/assert";
import { stackSuite } from "../deployed/trial";

const test = stackSuite("requests");

const errorOf = async (answer: Response) => {
  const { status, error_code } = (await answer.json()) as Record<string, unknown>;
  return { http: answer.status, status, error_code };
};

test("a request that is repeated is answered alike and leads to one message", async ({
  request,
  post,
  delivered,
  conversations,
}) => {
  const made = request("whatsapp");

  const answers = await Promise.all([post(made.body), post(made.body), post(made.body)]);

  assert.equal(
    answers.map(({ status }) => status),
    [200, 200, 200],
  );
  const { messages } = await delivered(made);
  assert.is((await conversations(made)).length, 1);
  assert.is(Array.isArray(messages) ? messages.length : messages, 1);
});

test("a recipient without consent gets nothing", async ({ request, post, conversations, guard }) => {
  const made = request("email", { comms_consent: false });

  const answer = await errorOf(await post(made.body));

  assert.equal(answer, { http: 403, status: "error", error_code: "COMMS_CONSENT_REQUIRED" });
  assert.equal([await conversations(made), await guard(made)], [[], undefined]);
});

test("a project that the key does not belong to is not found, as if there were none", async ({
  stack,
  request,
  post,
}) => {
  const { body } = request("sms");
  const foreign = { ...body, company_data: { company_id: stack.companyId, project_id: "pi-of-nobody" } };

  const answer = await errorOf(await post(foreign));

  assert.equal(answer, { http: 404, status: "error", error_code: "COMPANY_NOT_FOUND" });
});

for (const [title, body, error_code] of [
  ["what is not JSON", "{", "INVALID_REQUEST"],
  ["a list", "[]", "INVALID_REQUEST"],
  ["an empty object", "{}", "MISSING_IDENTIFIERS"],
] as const) {
  test(`${title} is refused in words`, async ({ post }) => {
    assert.equal(await errorOf(await post(body)), { http: 400, status: "error", error_code });
  });
}

test("a number that cannot exist is refused, and the field is named", async ({ request, post }) => {
  const answer = await post(request("sms", { recipient_tel: "+44123" }).body);

  const { error_code, errors } = (await answer.json()) as { error_code: string; errors: { field: string }[] };
  assert.equal(
    [answer.status, error_code, errors.map(({ field }) => field)],
    [400, "INVALID_RECIPIENT_TEL", ["recipient_data.recipient_tel"]],
  );
});

test("a browser's preflight needs no key", async ({ stack }) => {
  const answer = await fetch(`${stack.apiUrl}/initiate-conversation`, {
    method: "OPTIONS",
    headers: { origin: "https://app.example.com", "access-control-request-method": "POST" },
  });

  assert.is(answer.status, 200);
  assert.match(answer.headers.get("access-control-allow-methods") ?? "", /POST/);
});
