import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import published from "../../../docs/openapi.json";
import { publishedDescription } from "../../../infra/api/published-description";
import { deepOverride } from "../../../tools/measure/sample/deep-override";
import { invalidBy, undescribedIn } from "../../helpers/described";

const findings = async (description: object): Promise<readonly string[]> => {
  const config = await createConfig({ extends: ["recommended-strict"] });
  const found = await lintFromString({ source: JSON.stringify(description), absoluteRef: "openapi.json", config });
  return found.map(({ ruleId, message }) => `${ruleId}: ${message}`);
};

test("is what docs/openapi.json says; `npm run write-docs` writes it", () => {
  const committed = readFileSync(join(__dirname, "../../../docs/openapi.json"), "utf8");

  assert.fixture(committed, `${JSON.stringify(publishedDescription, null, 2)}\n`);
});

test("a linter finds nothing in it, its examples included, and would", async () => {
  const wrong = deepOverride(published, {
    info: { license: undefined },
    components: { schemas: { Accepted: { properties: { status: { enum: ["done"] } } } } },
  });

  assert.equal(await findings(published), []);
  assert.equal(
    (await findings(wrong)).map((finding) => finding.split(":")[0]),
    ["info-license", "no-invalid-media-type-examples"],
  );
});

test("a valid example is what the schema says", () => {
  const { examples } = published.paths["/initiate-conversation"].post.requestBody.content["application/json"];

  for (const { value } of Object.values(examples)) assert.equal(invalidBy("/components/schemas/Request", value), []);
});

test("an answer that it has not is told apart by status, field, word, code and header", () => {
  const path = "/conversations/{company_id}/{project_id}/{request_id}/cancel";
  const { responses } = published.paths[path].post;
  const { value: done } = responses[200].content["application/json"].examples.cancelled;
  const { value: late } = responses[409].content["application/json"].examples.ALREADY_SENT;
  const isFaulty = (status: number, body: object, headers: Readonly<Record<string, string>> = {}) =>
    undescribedIn("POST", "/conversations/ci/pi/id/cancel", {
      status,
      headers: new Headers({ "content-type": "application/json", ...headers }),
      text: JSON.stringify(body),
    }).length > 0;

  assert.equal([isFaulty(200, done), isFaulty(409, late, { "Retry-After": "2" })], [false, false]);
  assert.ok(isFaulty(202, done));
  assert.ok(isFaulty(200, { ...done, by: "Carol" }));
  assert.ok(isFaulty(200, { ...done, conversation_status: "gone" }));
  assert.ok(isFaulty(409, { ...late, error_code: "REQUEST_ID_REUSED" }));
  assert.ok(isFaulty(200, done, { "Retry-After": "2" }));
});
