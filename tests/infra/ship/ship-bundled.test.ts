import { suite } from "uvu";
import * as assert from "uvu/assert";
import { captureProgram } from "../../captured-program";
import { projectCopy } from "./project-copy";

const test = suite("ship-bundled");

const CANARY = "canary-of-a-token";

/** One handler uses a codec of the runtime itself; the other is handed the whole config, secrets and all. */
const program = `
import { currentConfig } from "./infra/config/current-config";
import { InlineFunction } from "./infra/inline-function";
import { referToRuntime } from "./infra/ship/refer-to-runtime";
import { CompanyRecord } from "./runtime/company/company-record";
import { makeRouter } from "./runtime/router/make-router";

referToRuntime(process.cwd());
const config = currentConfig();
const settings = { version: "1", corsOrigins: ["*"] };
const rest = {
  description: "", memoryMb: 128, timeoutSeconds: 3,
  environment: {}, statements: [], logLevel: "INFO", logRetentionDays: 1, tracing: false,
};
new InlineFunction("copying", {
  ...rest,
  functionName: "copying",
  handler: () => {
    const handle = makeRouter(settings);
    return (event: unknown) => (CompanyRecord.is(event) ? handle(event) : handle({}));
  },
});
new InlineFunction("telling", { ...rest, functionName: "telling", handler: () => makeRouter(config as never) });
`;

const refusedProgram = projectCopy(program);

const run = () =>
  captureProgram({
    stack: "dev",
    folder: refusedProgram,
    config: { secretValues: JSON.stringify({ "openai-api-key/sms": { ai_api_key: CANARY } }) },
  });

test("declares no function whose handler is refused, and fails the deployment", async () => {
  const { exitCode, resources } = await run();

  assert.is.not(exitCode, 0);
  assert.equal(
    resources.filter(({ type }) => type === "aws:lambda/function:Function"),
    [],
  );
});

test("refuses a handler that uses a codec of the runtime itself", async () => {
  const { messages } = await run();

  assert.match(messages.map(({ text }) => text).join("\n"), "An inline handler captured project code by value: ");
});

test("refuses a handler that is given the whole config, since that holds secrets, and does not show them", async () => {
  const { messages, resources } = await run();

  assert.match(
    messages.map(({ text }) => text).join("\n"),
    "The inline handler of telling captures a secret: a function reads secrets when it runs",
  );
  assert.not.match(JSON.stringify([messages, resources]), CANARY);
});

test.run();
