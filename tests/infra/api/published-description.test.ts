import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import published from "../../../docs/openapi.json";
import { publishedDescription } from "../../../infra/api/published-description";
import { deepOverride } from "../../../tools/measure/sample/deep-override";
import { invalidBy } from "../../helpers/described";

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
