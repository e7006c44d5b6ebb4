import { suite } from "uvu";
import * as assert from "uvu/assert";
import { captureProgram } from "../../captured-program";
import { smallProject } from "../helpers/sample-project";

const test = suite("broken-config");

const CANARY = "canary-of-a-token";

test("registers nothing but the stack, and names every fault in one message", async () => {
  const { resources, outputs, messages, exitCode } = await captureProgram({
    stack: "dev",
    config: {
      corsOrigins: '["everywhere"]',
      queueVisibilitySeconds: "100",
      maximumConcurency: "5",
      projects: JSON.stringify([smallProject, smallProject]),
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
      "ai-multi-comms:projects[1]",
      "ai-multi-comms:secretValues.openai-api-key/sms",
    ],
  );
  assert.not.match(JSON.stringify(messages), CANARY);
});

test.run();
