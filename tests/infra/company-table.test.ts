import { suite } from "uvu";
import * as assert from "uvu/assert";
import { captured } from "./helpers/captures";
import { inputsOf, oneOf } from "./helpers/declared";

const test = suite("company-table");

const expected = (stack: string, kept: { readonly protect: boolean; readonly recovery: boolean }) => ({
  name: `ai-multi-comms-company-data-${stack}`,
  billingMode: "PAY_PER_REQUEST",
  hashKey: "company_id",
  rangeKey: "project_id",
  attributes: [
    { name: "company_id", type: "S" },
    { name: "project_id", type: "S" },
  ],
  serverSideEncryption: { enabled: true },
  pointInTimeRecovery: { enabled: kept.recovery },
  deletionProtectionEnabled: kept.protect,
});

test("is keyed by company and project, on demand, encrypted, and not protected in dev", async () => {
  const dev = await captured("dev");

  assert.equal(
    inputsOf(dev, "dynamodb/table:Table", "company-data"),
    expected("dev", { protect: false, recovery: false }),
  );
});

test("is protected and recoverable to a point in time in prod", async () => {
  const prod = await captured("prod");

  assert.equal(
    inputsOf(prod, "dynamodb/table:Table", "company-data"),
    expected("prod", { protect: true, recovery: true }),
  );
});

test("is protected by Pulumi too wherever the config does not release it, as is the conversations table", async () => {
  const runs = [await captured("dev"), await captured("prod"), await captured("changed")];

  const protection = runs.map((run) =>
    ["company-data", "conversations"].map((name) => oneOf(run, "dynamodb/table:Table", name).protect),
  );

  assert.equal(protection, [
    [false, false],
    [true, true],
    [true, true],
  ]);
});

test.run();
