import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { environmentOf, stackUnderTest } from "../../../tools/delivery/stack-environment";
import { temporaryFolder } from "../../helpers/temporary-folder";
import ready from "./ready.json";
import { deliverySuite, tried } from "./tried";

const test = suite("stack environment");

const readyFile = (content: unknown): string => {
  const file = join(temporaryFolder(), "ready.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
};

test("a ready file gives everything, and the environment goes before it", async () => {
  const environment = await environmentOf({ ready: readyFile(ready) }, { AI_MULTI_COMMS_API_KEY: "another" });

  assert.equal(stackUnderTest(environment), {
    apiUrl: "http://127.0.0.1:1/local",
    apiKey: "another",
    companyId: "ci-smoke",
    projectId: "pi-smoke",
    companyTable: "companies",
    conversationsTable: "conversations",
    whatsappQueue: "http://127.0.0.1:1/000000000000/w",
    smsQueue: "http://127.0.0.1:1/000000000000/s",
    emailQueue: "http://127.0.0.1:1/000000000000/e",
  });
  assert.equal(
    [
      environment.AWS_REGION,
      environment.AWS_ENDPOINT_URL_DYNAMODB,
      environment.AWS_ENDPOINT_URL_SQS,
      environment.AWS_ACCESS_KEY_ID,
    ],
    ["eu-north-1", "http://127.0.0.1:2", "http://127.0.0.1:1", "the-access-key"],
  );
});

test("a project that the stack lacks is named, with what to do", async () => {
  assert.is(
    await environmentOf({ ready: readyFile(ready), project: "a/b" }, {}).catch(String),
    "Error: local has no project a/b: add it (npm run project -- new --stack local) or name another with --project",
  );
});

test("a ready file of another form is refused by its place", async () => {
  const { tables: _, ...rest } = ready;
  const refused = await environmentOf({ ready: readyFile(rest) }, {}).catch(String);

  assert.match(String(refused), /ready\.json: .*tables/);
});

test("without stack and ready file the environment is all there is, and what it lacks is listed", async () => {
  const environment = await environmentOf({}, { AI_MULTI_COMMS_API_URL: "http://127.0.0.1:1" });

  const lacking = /^Which stack\? Not set: AI_MULTI_COMMS_API_KEY, AI_MULTI_COMMS_COMPANY_ID, /;
  assert.throws(() => stackUnderTest(environment), lacking);
});

const testStackSuites = deliverySuite("stack suites");

const count = (text: string, label: string): number => Number(new RegExp(`${label}:\\s+(\\d+)`).exec(text)?.[1] ?? -1);

testStackSuites(
  "the end-to-end and integration tests pass on a local engine, and find what is wrong",
  async (journey) => {
    const environment = await environmentOf({ ready: readyFile(journey.ready) }, {});

    const e2e = await tried("e2e", environment);
    const integration = await tried("integration", environment);
    const wrongKey = await tried("smoke", { ...environment, AI_MULTI_COMMS_API_KEY: "not-a-key-of-this-stack" });
    const nothing = await tried("smoke", {});

    for (const { code, text } of [e2e, integration]) {
      assert.is(code, 0, text);
      assert.is(count(text, "Passed"), count(text, "Total"));
      assert.ok(count(text, "Total") >= 7);
    }
    assert.equal([wrongKey.code, count(wrongKey.text, "Passed")], [1, 1]);
    assert.is(nothing.code, 1);
    assert.match(nothing.text, /Which stack\? Not set: AI_MULTI_COMMS_API_URL, /);
  },
);
