import { suite } from "uvu";
import * as assert from "uvu/assert";
import { captureProgram } from "../../captured-program";
import { smallProject } from "../helpers/sample-project";

const { sender, assistant } = smallProject.channels.sms;
const withInstructions = (file: string) => ({ sms: { sender, assistant: { ...assistant, instructions: { file } } } });

const test = suite("broken-config");

const CANARY = "canary-of-a-token";

test("registers nothing but the stack, and names every fault in one message", async () => {
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
  const lines = (errors[0] ?? "").split("\n").filter((line) => line.includes("ai-multi-comms:"));
  assert.is.not(exitCode, 0);
  assert.equal(
    resources.map(({ type }) => type),
    ["pulumi:pulumi:Stack"],
  );
  assert.equal(outputs, {});
  assert.is(errors.length, 1);
  assert.equal(
    lines.map((line) => line.trim().split(" ")[0]),
    [
      "ai-multi-comms:maximumConcurency",
      "ai-multi-comms:corsOrigins",
      "ai-multi-comms:queueVisibilitySeconds",
      "ai-multi-comms:projects[2].channels.sms.assistant.instructions",
      "ai-multi-comms:projects[3].channels.sms.assistant.instructions",
      "ai-multi-comms:projects[4].api_keys",
      "ai-multi-comms:projects[4].conversation_ttl_days",
      "ai-multi-comms:projects[6]",
      "ai-multi-comms:projects[1]",
      "ai-multi-comms:usageTiers.silver.requests_per_minute",
      "ai-multi-comms:projects[5].usage_tier",
      "ai-multi-comms:projects[5].rate_limits.requests_per_day",
      "ai-multi-comms:secretValues.openai-api-key/sms",
    ],
  );
  assert.not.match(JSON.stringify(messages), CANARY);
});

test.run();
