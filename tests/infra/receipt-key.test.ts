import { suite } from "uvu";
import * as assert from "uvu/assert";
import { captured } from "./helpers/captures";
import { oneOf } from "./helpers/declared";

const test = suite("receipt-key");

test("is a random secret of the program's own making that later deployments leave alone", async () => {
  const run = await captured("dev");

  const { inputs, secretInputs, ignoreChanges } = oneOf(
    run,
    "secretsmanager/secretVersion:SecretVersion",
    "receipt-key",
  );

  assert.is(inputs.secretId, oneOf(run, "secretsmanager/secret:Secret", "receipt-key").id);
  assert.match(String(inputs.secretString), /^[A-Za-z0-9]{32}$/);
  assert.equal(secretInputs, ["secretString"]);
  assert.equal(ignoreChanges, ["secretString"]);
});

test("is shown nowhere but in its version", async () => {
  const run = await captured("dev");
  const version = oneOf(run, "secretsmanager/secretVersion:SecretVersion", "receipt-key");

  const others = run.resources.filter((resource) => resource !== version);

  assert.not.ok(JSON.stringify([others, run.outputs, run.messages]).includes(String(version.inputs.secretString)));
});

test.run();
