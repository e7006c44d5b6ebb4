import { generateKeyPairSync } from "node:crypto";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { assistantFindings } from "../../../../tools/ops/project/check/assistant-findings";
import { carrierFindings } from "../../../../tools/ops/project/check/carrier-findings";
import { modelFinding, shutdownOf } from "../../../../tools/ops/project/check/models";
import type { StackInEffect } from "../../../../tools/ops/project/stack-in-effect";
import { fakeCarrier, fakeSecrets } from "../../../helpers/fake-providers";
import { barePort } from "../../../helpers/not-given";
import { sampleProject } from "../../../infra/helpers/sample-project";
import { configFolder, emptyStack, folderWithProject } from "./config-folder";

const testCheckOffline = suite("project check --offline");

testCheckOffline("a sound config is all right", async () => {
  const { run } = await folderWithProject();
  const { code, printed } = await run(["check", "--offline", "--json"]);
  assert.is(code, 0);
  assert.equal(JSON.parse(printed[0] ?? ""), {
    stack: "local",
    findings: [
      { of: "local", subject: "config", verdict: "ok", detail: "is accepted by the program" },
      { of: "ci-ccc-003/pi-ccc-001", subject: "model gpt-6-luna", verdict: "ok", detail: "no shut-down date is known" },
    ],
  });
});

testCheckOffline("faults of the config are wrong, each on a line of its own", async () => {
  const { run } = configFolder(emptyStack.replace("[]", "[{ company_id: ci-1 }]").replace("corsOrigins", "corsOrigin"));
  const { code, text } = await run(["check", "--offline"]);
  assert.is(code, 1);
  assert.match(text, /WRONG {4}local {2}config {2}ai-multi-comms:corsOrigin is not a key/);
  assert.match(text, /WRONG {4}local {2}config {2}ai-multi-comms:projects\[0\]\.project_id must be/);
});

testCheckOffline(
  "a secret in plain text is wrong in a deployed stack, an encrypted one is not, and neither is shown",
  async () => {
    const secrets =
      "  ai-multi-comms:secretValues: { openai-api-key/sms: { ai_api_key: sk-canary }, openai-api-key/email: { ai_api_key: { secure: v1:canary } } }\n";
    const { run } = configFolder(`${emptyStack}${secrets}`, "dev");
    const { code, text } = await run(["check", "--offline", "--stack", "dev"]);
    assert.is(code, 1);
    assert.match(text, /WRONG {4}dev {2}secret openai-api-key\/sms {2}stands in plain text/);
    assert.not.match(text, /canary|api-key\/email/);
  },
);

testCheckOffline("a model is warned of that is switched off soon, and a rotation that is not finished", async () => {
  const { run } = await folderWithProject(["--model", "gpt-4o-mini"]);
  await run(["rotate-key", "pi-ccc-001"]);
  const { text } = await run(["check", "pi-ccc-001", "--offline"]);
  assert.match(text, /keys +a rotation is under way/);
  assert.match(text, /(warning|WRONG) .*model gpt-4o-mini .*on 2027-01-14/);
});

testCheckOffline("a warning is a success, and a failure where that is asked for", async () => {
  const { run } = await folderWithProject();
  const sound = await run(["check", "--offline", "--strict"]);
  await run(["rotate-key", "pi-ccc-001"]);
  const codes = [await run(["check", "--offline"]), await run(["check", "--offline", "--strict"])];
  assert.equal([sound.code, ...codes.map(({ code }) => code)], [0, 0, 1]);
});

const testCarrierFindings = suite("carrierFindings");

const secret = {
  sendgrid_auth_value: "SG.canary",
  sendgrid_from_email: "Jobs@ashgrove.example",
  sendgrid_from_name: "Ashgrove Care",
  sendgrid_template_id: "d-1",
};
const carriers = { whatsapp: fakeCarrier().carrier, sms: fakeCarrier().carrier, email: fakeCarrier().carrier };

const credentialsFindings = async (changes: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  const { secrets } = fakeSecrets({
    "ai-multi-comms/email-credentials/ci-aaa-001/pi-aaa-001/sendgrid-dev": JSON.stringify({ ...secret, ...changes }),
  });
  const project = { ...sampleProject, channels: { email: sampleProject.channels.email } };
  const inEffect = { ...barePort<StackInEffect>("the stack"), secrets, carriers };
  const found = await carrierFindings({ project, stack: "dev", inEffect, now: new Date() });
  return found.map(({ verdict, detail }) => `${verdict} ${detail.replace(/^secret \S+: /, "")}`);
};

testCarrierFindings("what the processor would refuse of a secret is wrong, by the field's name", async () => {
  for (const [field, value, fault] of [
    ["sendgrid_auth_value", "SG.canary\n", "(expected printable ASCII without blanks and line breaks)"],
    ["sendgrid_webhook_public_key", "canary", "(expected a public key for ECDSA, in base64 or PEM)"],
    ["sendgrid_from_email", "a@other.example", "must be the email channel's sender, as the project has it"],
  ] as const)
    assert.equal(await credentialsFindings({ [field]: value }), [`wrong ${field} ${fault}`]);
});

testCarrierFindings(
  "an email secret without SendGrid's key for receipts is warned of: none can be told from a forgery",
  async () => {
    const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const key = publicKey.export({ format: "der", type: "spki" }).toString("base64");
    const [present, template] = [
      "ok present and well formed",
      "ok SendGrid does not tell a template's variables: not compared",
    ];
    assert.equal(await credentialsFindings({ sendgrid_webhook_public_key: key }), [present, template]);
    assert.equal(await credentialsFindings({}), [
      present,
      "warning sendgrid_webhook_public_key is not in the secret: SendGrid's are all refused",
      template,
    ]);
  },
);

const testAssistantFindings = suite("assistantFindings");

const SHARED = "ai-multi-comms/openai-api-key/email-dev";
const OWN = "ai-multi-comms/openai-api-key/ci-aaa-001/pi-aaa-001/email-dev";

testAssistantFindings(
  "the key that is looked for is the project's own where its entry says so, else the channel's",
  async () => {
    for (const [own_openai_key, present, verdict, detail] of [
      [true, OWN, "ok", "present and well formed"],
      [true, SHARED, "wrong", `secret ${OWN}: ResourceNotFoundException`],
      [false, SHARED, "ok", "present and well formed"],
      [false, OWN, "wrong", `secret ${SHARED}: ResourceNotFoundException`],
    ] as const) {
      const { secrets } = fakeSecrets({ [present]: JSON.stringify({ ai_api_key: "sk-canary" }) });
      const project = { ...sampleProject, channels: { email: sampleProject.channels.email }, own_openai_key };
      const inEffect = { ...barePort<StackInEffect>("the stack"), secrets, openaiUrl: "http://127.0.0.1:1" };
      const [key] = await assistantFindings({ project, stack: "dev", inEffect, now: new Date() });
      assert.equal(key, { subject: "email assistant's key", verdict, detail });
    }
  },
);

const testModelFinding = suite("modelFinding");

const verdictOn = (day: string) => {
  const { verdict, detail } = modelFinding("gpt-4o", "2027-01-14", new Date(`${day}T12:00:00Z`));
  return [verdict, detail];
};

testModelFinding("a model is warned of from 60 days before its end, and wrong from that day on", () => {
  assert.equal(["2026-11-14", "2026-11-15", "2027-01-13", "2027-01-14"].map(verdictOn), [
    ["ok", "until 2027-01-14"],
    ["warning", "OpenAI switches it off on 2027-01-14, in 60 days"],
    ["warning", "OpenAI switches it off on 2027-01-14, in 1 day"],
    ["wrong", "OpenAI has switched it off on 2027-01-14: choose another one"],
  ]);
});

testModelFinding("a family's date is that of its members and of no other model", () => {
  const members = ["gpt-4o", "gpt-4o-mini-2024-07-18", "gpt-4.1-nano"];
  assert.equal(members.map(shutdownOf), Array(3).fill("2027-01-14"));
  assert.equal(["gpt-4on", "gpt-6-luna"].map(shutdownOf), [undefined, undefined]);
});
