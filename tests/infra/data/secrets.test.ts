import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { RunResult } from "../../../tools/engine/program/deployment";
import { captured, RECEIPT_KEYS, SECRET_CANARY } from "../helpers/captures";
import { allOf, channelNames, inputsByName, oneOf } from "../helpers/declared";

const test = suite("named-secret");

/** That the program makes up. */
const made = ["receipt-key", "consent-key"];

const keys = [
  ...made,
  ...channelNames.map((channel) => `openai-api-key/${channel}`),
  "whatsapp-credentials/ci-aaa-001/pi-aaa-001/twilio",
  "sms-credentials/ci-aaa-001/pi-aaa-001/twilio",
  "email-credentials/ci-aaa-001/pi-aaa-001/sendgrid",
];

/** All but the made ones. */
const versionsOf = (run: RunResult) =>
  allOf(run, "secretsmanager/secretVersion:SecretVersion")
    .filter(({ name }) => !made.includes(name))
    .map(({ name, inputs, secretInputs, ignoreChanges, retainOnDelete }) => ({
      name: name.replace(/--[0-9a-f]{8}$/, ""),
      inputs,
      secretInputs,
      ignoreChanges,
      retainOnDelete,
    }));

for (const [title, stack, recoveryWindowInDays] of [
  ["makes the secrets under their conventional names, to be thrown away at once in dev", "dev", 0],
  ["keeps a deleted secret for 30 days in prod", "prod", 30],
] as const) {
  test(title, async () => {
    assert.equal(
      inputsByName(await captured(stack), "secretsmanager/secret:Secret"),
      Object.fromEntries(keys.map((key) => [key, { name: `ai-multi-comms/${key}-${stack}`, recoveryWindowInDays }])),
    );
  });
}

test("declares no version without a value in the config, so that one set by hand stays", async () => {
  assert.equal(versionsOf(await captured("dev")), []);
});

test("writes the values that the config holds, as secrets that AWS keeps beside later ones and no deployment takes away or makes current again", async () => {
  const run = await captured("changed");

  const versionOf = (name: string, value: object) => ({
    name,
    inputs: {
      secretId: oneOf(run, "secretsmanager/secret:Secret", name).id,
      secretString: JSON.stringify(value),
      versionStages: ["AWSCURRENT", "ai-multi-comms-config"],
    },
    secretInputs: ["secretString"],
    ignoreChanges: ["versionStages"],
    retainOnDelete: true,
  });
  assert.equal(versionsOf(run), [
    versionOf("openai-api-key/whatsapp", { ai_api_key: SECRET_CANARY }),
    versionOf("sms-credentials/ci-bbb-002/pi-bbb-001/twilio", { twilio_auth_token: SECRET_CANARY }),
  ]);
});

test("shows a secret's value nowhere but in its version", async () => {
  const run = await captured("changed");

  const others = run.resources.filter(({ type }) => type !== "aws:secretsmanager/secretVersion:SecretVersion");

  assert.not.match(JSON.stringify([others, run.outputs, run.messages]), SECRET_CANARY);
});

const VERSION = "secretsmanager/secretVersion:SecretVersion";

for (const key of made) {
  const testKey = suite(key);

  const stashes = (run: RunResult) =>
    run.resources.filter(({ type, name }) => type === "pulumi:index:Stash" && name === key);

  testKey("is a random secret of the program's own making that later deployments leave alone", async () => {
    const run = await captured("dev");

    const { inputs, secretInputs, ignoreChanges, retainOnDelete } = oneOf(run, VERSION, key);

    assert.is(inputs.secretId, oneOf(run, "secretsmanager/secret:Secret", key).id);
    assert.match(String(inputs.secretString), /^[0-9a-f]{64}$/);
    assert.equal([secretInputs, ignoreChanges, retainOnDelete], [["secretString"], ["secretString"], true]);
  });

  testKey(
    "is kept in Pulumi's own state, from where the same one is written again if its version is not found",
    async () => {
      const run = await captured("dev");

      const [stash, ...others] = stashes(run);

      assert.equal(others, []);
      assert.is(stash?.state.output, oneOf(run, VERSION, key).inputs.secretString);
      assert.equal(stash?.ignoreChanges, ["input"]);
      assert.equal([stash?.secretInputs, stash?.additionalSecretOutputs], [["input"], ["input", "output"]]);
    },
  );

  testKey("is shown nowhere but where it is kept and in its version", async () => {
    const run = await captured("dev");
    const version = oneOf(run, VERSION, key);

    const others = run.resources.filter((resource) => resource !== version && !stashes(run).includes(resource));

    assert.not.ok(JSON.stringify([others, run.outputs, run.messages]).includes(String(version.inputs.secretString)));
  });
}

test("the receipt key is the config's where that has one with another beside it, and webhooks have the new one's addresses", async () => {
  const run = await captured("changed");
  const { inputs, secretInputs, ignoreChanges } = oneOf(run, VERSION, "receipt-key");

  assert.equal(
    [inputs.secretString, secretInputs, ignoreChanges ?? []],
    [JSON.stringify(RECEIPT_KEYS), ["secretString"], []],
  );
});
