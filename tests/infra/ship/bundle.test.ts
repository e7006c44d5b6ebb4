import { resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bundleClosure } from "../../../infra/ship/bundle";
import { capturedByValue } from "../../../infra/ship/captured-by-value";
import { runtimeReferences } from "../../../infra/ship/refer-to-runtime";
import { captureProgram, codeTexts, copyProject } from "../../../tools/measure/sample/captured-program";
import { temporaryFolder } from "../../helpers/temporary-folder";
import { captured, runs } from "../helpers/captures";
import { assertNone } from "../helpers/declared";
import { serialisedClosure } from "./serialised-closures";

const test = suite("bundle-closure");

const project = resolve(__dirname, "../../..");

const refusal = async (name: string): Promise<string> => {
  const text = await serialisedClosure(name);
  return bundleClosure(text, project).then(
    () => "",
    (error: Error) => error.message,
  );
};

test("takes a closure that hands plain data to one function of the runtime", async () => {
  const text = await serialisedClosure("plain");

  const bundle = await bundleClosure(text, project);

  assert.equal(runtimeReferences(text), [{ file: "runtime/handlers/router", name: "makeRouter" }]);
  assert.equal(capturedByValue(text), []);
  assert.match(bundle, "1.0.0");
  assert.not.match(bundle, 'require("./runtime');
});

test("gives the same text every time", async () => {
  const text = await serialisedClosure("plain");

  const [first, second] = await Promise.all([bundleClosure(text, project), bundleClosure(text, project)]);

  assert.is(first, second);
});

const refused: readonly (readonly [name: string, captured: string])[] = [
  ["codec", "return this.validate(i"],
  ["class", "function /*constructor*/()"],
  ["function", "(n) => 2 * n"],
  ["map", "Object.create(global.Map.prototype)"],
  ["date", "Object.create(global.Date.prototype)"],
];

for (const [name, captured] of refused) {
  test(`refuses a closure that holds a ${name} by value`, async () => {
    const text = await serialisedClosure(name);

    assert.match(text, captured);
    assert.is.not(capturedByValue(text).length, 0);
    assert.match(await refusal(name), /^An inline handler captured project code by value: /);
  });
}

test("recognises a codec by what breaks it: a function bound to nothing", async () => {
  assert.match(await serialisedClosure("codec"), "__pulumi_bound_this: undefined");
  assert.not.match(await serialisedClosure("plain"), "__pulumi_bound_this");
});

test("refuses a closure that calls nothing of the runtime", async () => {
  assert.is(
    await refusal("nothing"),
    "An inline handler must call one exported function of runtime/; this closure refers to none",
  );
});

test("refuses a reference to a file of the project outside the runtime", async () => {
  const text = (await serialisedClosure("plain")).replace("./runtime/handlers/router", "./infra/names");

  assert.match(await bundleClosure(text, project).catch((error: Error) => error.message), /refers to none/);
  assert.equal(capturedByValue(text).includes('require("./infra/names")'), true);
});

test("says which file is missing when a reference leads nowhere", async () => {
  const text = (await serialisedClosure("plain")).replace("handlers/router", "handlers/no-such-file");

  const message = await bundleClosure(text, project).catch((error: Error) => error.message);

  assert.match(message, "./runtime/handlers/no-such-file");
});

test.run();

const testSame = suite("shipped code");

testSame("is the same on another run and in another folder", async () => {
  const folder = copyProject(temporaryFolder());

  const elsewhere = codeTexts(await captureProgram({ ...runs.dev, folder }));

  const here = codeTexts(await captured("dev"));
  assert.equal(Object.keys(elsewhere), Object.keys(here));
  for (const [name, text] of Object.entries(here)) assert.ok(elsewhere[name] === text, `${name} differs`);
});

testSame("names no folder of the machine that it was made on", async () => {
  for (const [name, text] of Object.entries(codeTexts(await captured("dev")))) {
    assert.not.ok(text.includes(process.cwd()), `${name} holds ${process.cwd()}`);
  }
});

testSame.run();

const testShip = suite("ship-bundled");

const CANARY = "canary-of-a-token";

/** One handler uses a codec of the runtime itself; the other is handed the whole config, secrets and all. */
const program = `
import { currentConfig } from "./infra/config/stack-config";
import { InlineFunction } from "./infra/functions/inline-function";
import { CompanyRecord } from "./runtime/company/company";
import { makeRouter } from "./runtime/handlers/router";

const config = currentConfig();
const settings = { version: "1", corsOrigins: ["*"] };
const rest = { config, description: "", memoryMb: 128, timeoutSeconds: 3, environment: {}, statements: [] };
new InlineFunction("copying", {
  ...rest,
  handler: () => {
    const handle = makeRouter(settings);
    return (event: unknown) => (CompanyRecord.is(event) ? handle(event) : handle({}));
  },
});
new InlineFunction("telling", { ...rest, handler: () => makeRouter(config as never) });
`;

const refusedProgram = copyProject(temporaryFolder(), program);

const run = () =>
  captureProgram({
    stack: "dev",
    folder: refusedProgram,
    config: { secretValues: JSON.stringify({ "openai-api-key/sms": { ai_api_key: CANARY } }) },
  });

testShip("declares no function whose handler is refused, and fails the deployment", async () => {
  const { exitCode, resources } = await run();

  assert.is.not(exitCode, 0);
  assertNone(resources.filter(({ type }) => type === "aws:lambda/function:Function"));
});

testShip("refuses a handler that uses a codec of the runtime itself", async () => {
  const { messages } = await run();

  assert.match(messages.map(({ text }) => text).join("\n"), "An inline handler captured project code by value: ");
});

testShip(
  "refuses a handler that is given the whole config, since that holds secrets, and does not show them",
  async () => {
    const { messages, resources } = await run();

    assert.match(
      messages.map(({ text }) => text).join("\n"),
      "The inline handler of telling captures a secret: a function reads secrets when it runs",
    );
    assert.not.match(JSON.stringify([messages, resources]), CANARY);
  },
);

testShip.run();
