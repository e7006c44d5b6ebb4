import { suite } from "uvu";
import * as assert from "uvu/assert";
import { captured } from "./helpers/captures";
import { allOf, inputsOf } from "./helpers/declared";

const test = suite("a removed project");

const GONE = "ci-bbb-002-pi-bbb-001";

/** Made at random on every run; changes of it are ignored. */
const RECEIPT_KEY = "aws:secretsmanager/secretVersion:SecretVersion::receipt-key";

/** What an engine compares to find changes. */
const declaredBy = async (capture: "twoTenants" | "oneTenantLess") =>
  new Map(
    (await captured(capture)).resources
      .filter(({ urn }) => !urn.endsWith(RECEIPT_KEY))
      .map(({ urn, inputs, secretInputs }) => [urn, { inputs, secretInputs }] as const),
  );

test("takes its keys, record and secrets with it, and nothing else", async () => {
  const [before, after] = [await declaredBy("twoTenants"), await declaredBy("oneTenantLess")];

  const gone = [...before.keys()].filter((urn) => !after.has(urn)).map((urn) => urn.split("::").slice(-2));
  assert.equal(
    gone.map(([type = "", name]) => [type.split("$").at(-1), name]).sort(),
    [
      ["ai-multi-comms:infra:Project", GONE],
      ["aws:apigateway/apiKey:ApiKey", `${GONE}--1`],
      ["aws:apigateway/usagePlanKey:UsagePlanKey", `${GONE}--1`],
      ["aws:dynamodb/tableItem:TableItem", GONE],
      ["aws:secretsmanager/secret:Secret", "sms-credentials/ci-bbb-002/pi-bbb-001/twilio"],
      ["aws:secretsmanager/secretVersion:SecretVersion", "sms-credentials/ci-bbb-002/pi-bbb-001/twilio"],
    ].sort(),
  );
  assert.equal(
    [...after.keys()].filter((urn) => !before.has(urn)),
    [],
  );
});

test("takes the usage plan of its own with it", async () => {
  const plans = (await captured("changed")).resources.filter(
    ({ type }) => type === "aws:apigateway/usagePlan:UsagePlan",
  );
  const left = allOf(await captured("dev"), "apigateway/usagePlan:UsagePlan");

  assert.equal(plans.map(({ name }) => name).sort(), ["ci-aaa-001-pi-aaa-001", GONE]);
  assert.equal(
    left.map(({ name }) => name),
    ["ci-aaa-001-pi-aaa-001"],
  );
});

test("leaves everything else as it is: the same declarations, values of secrets included, in whatever order they stand", async () => {
  const [before, after] = [await declaredBy("twoTenants"), await declaredBy("oneTenantLess")];

  for (const [urn, declared] of after) assert.equal(declared, before.get(urn), urn);
  assert.ok(after.size > 70);
});

test("leaves the conversations: their table names no project", async () => {
  const table = inputsOf(await captured("oneTenantLess"), "dynamodb/table:Table", "conversations");

  assert.not.match(JSON.stringify(table), /ci-|pi-/);
});

test("leaves its secrets restorable for 30 days where the stack's data is protected", async () => {
  const [secret] = allOf(await captured("twoTenants"), "secretsmanager/secret:Secret").filter(({ name }) =>
    name.includes("ci-bbb-002"),
  );

  assert.is(secret?.inputs.recoveryWindowInDays, 30);
});

test.run();
