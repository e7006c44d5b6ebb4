import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { straySecretValues } from "../../../infra/config/secret-values";
import { settings } from "../../../infra/config/settings";
import { stackConfig } from "../../../infra/config/stack-config";
import { configurationDoc } from "../../../tools/measure/configuration-doc";
import { captureProgram } from "../../../tools/measure/sample/captured-program";
import { assertNone } from "../helpers/declared";
import { sampleProject, smallProject } from "../helpers/sample-project";
import { faultsIn, rightTexts } from "./faults-in";

const test = suite("stack-config");

test("needs the origins alone, and fills in the rest", () => {
  const defaults = Object.fromEntries(Object.entries(settings).map(([key, { fallback }]) => [key, fallback]));

  assert.equal(stackConfig(rightTexts, "dev"), {
    ...defaults,
    corsOrigins: ["https://app.example.com"],
    queueVisibilitySeconds: 900,
    leaseSeconds: 160,
    heartbeatSeconds: 53,
    reconcileAfterSeconds: 270,
    apiThrottleRate: 10,
    apiThrottleBurst: 20,
    isLocal: false,
    stack: "dev",
    projects: [],
    usageTiers: {},
    secretValues: {},
  });
});

test("requires the origins in every stack", () => {
  for (const stack of ["dev", "prod", "local", "feature-x"]) {
    assert.equal(faultsIn({}, stack), ['corsOrigins is required, for example ["https://app.example.com"]']);
  }
});

for (const [key, meant] of [
  ["loglevel", "did you mean logLevel? For example INFO"],
  ["logLevle", "did you mean logLevel? For example INFO"],
  ["batch-size", "did you mean batchSize? For example 10"],
  ["project", "did you mean projects? For example projects"],
  ["colour", "docs/configuration.md has all, for example logLevel"],
])
  test(`refuses the key ${key}, and says which was probably meant`, () =>
    assert.equal(faultsIn({ ...rightTexts, [String(key)]: "DEBUG" }), [
      `${key} is not a key of this program: ${meant}`,
    ]));

test("a fault of a project says whose, has an example of that field, and what an unknown one was meant for", () => {
  const entry = { company_id: "ci-1", project_id: "pi-1", company_name: "C", project_name: "P" };
  const sms = { sender: "+447400000001", assistant: { model: "", instructions: "x", content_variables: {} } };
  const projects = JSON.stringify([{ ...entry, channels: { sms }, limits: {}, proejct_status: "active" }]);
  assert.equal(faultsIn({ ...rightTexts, projects }), [
    "projects[0].channels.sms.assistant.model must be a model's name, without spaces, for example gpt-6-luna (in ci-1/pi-1)",
    'projects[0].limits is not a field of a project: did you mean rate_limits? For example {"requests_per_minute":60} (in ci-1/pi-1)',
    "projects[0].proejct_status is not a field of a project: did you mean project_status? For example active (in ci-1/pi-1)",
  ]);
});

test("lets no stack be deployed by workflows whose name another stack's permissions reach", () => {
  const texts = { ...rightTexts, githubSubjectPrefix: "repo:owner/name" };

  assert.equal(faultsIn(texts, "dev"), []);
  assert.equal(faultsIn(rightTexts, "eu-dev"), []);
  assert.equal(faultsIn(texts, "eu-dev"), [
    "githubSubjectPrefix cannot be used in the stack eu-dev: its name must hold no hyphen, since permissions are told apart by what follows the last one, for example a stack named dev or prod",
  ]);
});

test("lets no stack be named as its resources cannot be", () => {
  for (const stack of ["dev", "eu-west-prod", "a234567890123"]) assert.is(stackConfig(rightTexts, stack).stack, stack);
  for (const stack of ["Prod.EU", "a2345678901234", "prod.eu", "2nd", "pre_prod", "-a", "a-", ""])
    assert.throws(
      () => stackConfig(rightTexts, stack),
      /^A stack cannot be named .*, for example prod; nothing was changed/,
    );
});

test("lets no key of a provider travel in clear, but on this machine", () => {
  const origins = Object.fromEntries(["openaiUrl", "twilioUrl", "sendgridUrl"].map((key) => [key, "http://a.example"]));

  assert.equal(faultsIn({ ...rightTexts, ...origins }, "local"), []);
  assert.equal(
    faultsIn({ ...rightTexts, ...origins }, "dev").map((fault) => fault.split(":")[0]),
    ["openaiUrl", "twilioUrl", "sendgridUrl"].map((key) => `${key} must begin with https`),
  );
});

test("reports the faults of keys, combinations, projects and secrets in one error", () => {
  const texts = {
    color: "blue",
    batchSize: "0",
    leaseSeconds: "1000",
    projects: JSON.stringify([{ ...smallProject, project_id: "" }]),
    secretValues: '{"a":"b"}',
  };

  const keys = faultsIn(texts).map((line) => line.split(" ")[0]);

  assert.equal(keys, ["color", "batchSize", "corsOrigins", "leaseSeconds", "projects[0].project_id", "secretValues.a"]);
});

test("counts the faults in its heading", () => {
  const one = /^The stack config has 1 fault; nothing was changed:\n {2}ai-multi-comms:/;
  assert.throws(() => stackConfig({}, "dev"), one);
  assert.throws(() => stackConfig({ batchSize: "0" }, "dev"), /^The stack config has 2 faults; nothing was changed:/);
});

test("knows the names of secrets that no project has", () => {
  const names = [
    "openai-api-key/sms",
    "openai-api-key/fax",
    "sms-credentials/ci-bbb-002/pi-bbb-001/twilio",
    "email-credentials/ci-bbb-002/pi-bbb-001/sendgrid",
    "email-credentials/ci-aaa-001/pi-aaa-001/sendgrid",
    "openai-api-key/ci-aaa-001/pi-aaa-001/sms",
    "openai-api-key/ci-bbb-002/pi-bbb-001/sms",
    "openai-api-key/ci-bbb-002/pi-bbb-001/email",
  ];

  const projects = [sampleProject, { ...smallProject, own_openai_key: true }];
  assert.equal(straySecretValues(names, projects as Parameters<typeof straySecretValues>[1]), [
    "openai-api-key/fax",
    "email-credentials/ci-bbb-002/pi-bbb-001/sendgrid",
    "openai-api-key/ci-aaa-001/pi-aaa-001/sms",
    "openai-api-key/ci-bbb-002/pi-bbb-001/email",
  ]);
});

const { sender, assistant } = smallProject.channels.sms;
const withInstructions = (file: string) => ({ sms: { sender, assistant: { ...assistant, instructions: { file } } } });

const broken = suite("broken-config");

const CANARY = "canary-of-a-token";

broken("registers nothing but the stack, and names every fault in one message", async () => {
  const { resources, outputs, messages, exitCode } = await captureProgram({
    stack: "dev",
    config: {
      corsOrigins: '["everywhere"]',
      queueVisibilitySeconds: "100",
      maximumConcurency: "5",
      projects: JSON.stringify([
        smallProject,
        smallProject,
        { ...smallProject, project_id: "pi-2", channels: withInstructions("instructions/none.md") },
        { ...smallProject, project_id: "pi-3", channels: withInstructions("../LICENSE") },
        { ...smallProject, project_id: "pi-4", api_keys: ["one", "one"], conversation_ttl_days: 7 },
        { ...smallProject, project_id: "pi-5", usage_tier: "gold", rate_limits: { requests_per_day: 5 } },
        "pi-6",
      ]),
      usageTiers: '{"silver":{"requests_per_minute":0}}',
      secretValues: `{"openai-api-key/sms":"${CANARY}"}`,
    },
  });

  const errors = messages.filter(({ severity }) => severity === "error").map(({ text }) => text);
  const keys = [...(errors[0] ?? "").matchAll(/^ *ai-multi-comms:(\S+)/gm)].map(([, key]) => key);
  assert.is.not(exitCode, 0);
  assert.equal([resources.length, resources[0]?.type, outputs], [1, "pulumi:pulumi:Stack", {}]);
  assert.is(errors.length, 1);
  assert.equal(keys, [
    "maximumConcurency",
    "corsOrigins",
    "queueVisibilitySeconds",
    "projects[2].channels.sms.assistant.instructions",
    "projects[3].channels.sms.assistant.instructions",
    "projects[4].api_keys",
    "projects[4].conversation_ttl_days",
    "projects[6]",
    "projects[1]",
    "usageTiers.silver.requests_per_minute",
    "projects[5].usage_tier",
    "projects[5].rate_limits.requests_per_day",
    "secretValues.openai-api-key/sms",
  ]);
  assert.not.match(JSON.stringify(messages), CANARY);
});

const documented = suite("configuration-doc");

documented("is what the committed file says; `npm run write-docs` writes it", () => {
  const committed = readFileSync(join(__dirname, "../../../docs/configuration.md"), "utf8");

  assert.fixture(committed, configurationDoc());
});

documented("has a row for every key", () => {
  const text = configurationDoc();

  assertNone(Object.keys(settings).filter((key) => !text.includes(`\n| \`${key}\` | `)));
  assert.match(text, "\n## projects\n");
  assert.match(text, "\n## secretValues\n");
});

const webhooks = suite("webhooks of projects");

webhooks("are posted to public hosts by https, and in the local stack to this machine too", () => {
  const faults = (url: string, stack: string): readonly string[] =>
    faultsIn({ ...rightTexts, projects: JSON.stringify([{ ...smallProject, webhook: { url } }]) }, stack);

  for (const url of ["http://a.example/", "https://a.example:8443/", "https://127.0.0.1/", "http://[::1]:8080/"]) {
    assert.match(
      faults(url, "dev")[0] ?? "",
      /^projects\[0\]\.webhook\.url must be of a public name or address, by https at its own port, for example https:/,
    );
    assert.equal(faults(url, "local"), [], url);
  }
  for (const url of ["https://10.0.0.1/", "http://169.254.169.254/latest"])
    assert.match(faults(url, "local")[0] ?? "", /must be of a public name or address, or of this machine, for/);
  assert.equal(faults("https://ashgrove.example/events", "dev"), []);
});
