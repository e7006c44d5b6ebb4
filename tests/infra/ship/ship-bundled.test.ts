import { suite } from "uvu";
import * as assert from "uvu/assert";
import { captureProgram } from "../../captured-program";
import { projectCopy } from "./project-copy";

const test = suite("ship-bundled");

const CANARY = "canary-of-a-token";

const programWith = (before: string, handler: string): string => `
import * as t from "io-ts";
import { currentConfig } from "./infra/config/current-config";
import { InlineFunction } from "./infra/inline-function";
import { referToRuntime } from "./infra/ship/refer-to-runtime";
import { CompanyRecord } from "./runtime/company/company-record";
import { makeRouter } from "./runtime/router/make-router";

referToRuntime(process.cwd());
const config = currentConfig();
const settings = { version: "1", corsOrigins: ["*"] };
${before}
new InlineFunction("odd", {
  handler: ${handler},
  functionName: "odd", description: "", memoryMb: 128, timeoutSeconds: 3,
  environment: {}, statements: [], logLevel: "INFO", logRetentionDays: 1, tracing: false,
});
`;

const run = async (before: string, handler: string) => {
  const { exitCode, resources, messages } = await captureProgram({
    stack: "dev",
    folder: projectCopy(programWith(before, handler)),
    config: { secretValues: JSON.stringify({ "openai-api-key/sms": { ai_api_key: CANARY } }) },
  });
  return {
    exitCode,
    functions: resources.filter(({ type }) => type === "aws:lambda/function:Function").length,
    said: messages.map(({ text }) => text).join("\n"),
    everything: JSON.stringify([resources, messages]),
  };
};

test("refuses a codec of the runtime that a handler uses itself, and declares no function", async () => {
  const { exitCode, functions, said } = await run(
    "",
    "() => { const handle = makeRouter(settings); return (event: unknown) => CompanyRecord.is(event) ? handle(event) : handle({}); }",
  );

  assert.is.not(exitCode, 0);
  assert.is(functions, 0);
  assert.match(said, "An inline handler captured project code by value: ");
});

test("refuses a handler that is given the whole config, since that holds secrets", async () => {
  const { exitCode, functions, said, everything } = await run("", "() => makeRouter(config as never)");

  assert.is.not(exitCode, 0);
  assert.is(functions, 0);
  assert.match(said, "The inline handler of odd captures a secret: a function reads secrets when it runs");
  assert.not.match(everything, CANARY);
});

test.run();
