import { resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { functionThings } from "../../../infra/names";
import { bundleClosure } from "../../../infra/ship/bundle";
import { capturedByValue } from "../../../infra/ship/captured-by-value";
import { runtimeReferences } from "../../../infra/ship/refer-to-runtime";
import { captureProgram, codePaths, codeTexts, copyProject } from "../../../tools/measure/sample/captured-program";
import { temporaryFolder } from "../../helpers/temporary-folder";
import { runSource } from "../../tools/engine/temporary-program";
import { captured, capturedElsewhere, SECRET_CANARY } from "../helpers/captures";
import { allOf, assertNone } from "../helpers/declared";

const test = suite("bundle-closure");

const project = resolve(__dirname, "../../..");

/**
 * Closures as Pulumi serialises them, by name. `makeRouter` and `decide` stand for functions of the runtime that
 * refer-to-runtime has marked.
 */
const closuresSource = `
import * as pulumi from "@pulumi/pulumi";
import * as t from "io-ts";

const marked = (file: string, name: string) => {
  const fn = (...args: unknown[]): any => args;
  (fn as any).captureReplacement = () =>
    new Function(\`return (...args) => require(\${JSON.stringify("./runtime/" + file)}).\${name}(...args)\`)();
  return fn;
};
const makeRouter = marked("handlers/router", "makeRouter");

const settings = { version: "1.0.0", corsOrigins: ["*"], nothing: undefined, text: 'require("./infra/x"), function __f7(' };
class Project { kind = "p"; name() { return this.kind; } }
const Body = t.type({ a: t.string });
const twice = (n: number) => 2 * n;
const table = new Map([[1, 2]]);
const since = new Date(0);

const closures: Record<string, () => any> = {
  plain: () => makeRouter(settings),
  codec: () => { const handle = makeRouter(settings); return async (event: unknown) => Body.decode(event) && handle(event); },
  class: () => { const handle = makeRouter(settings); return async (event: unknown) => new Project().name() && handle(event); },
  function: () => { const handle = makeRouter(settings); return async (event: unknown) => twice(1) && handle(event); },
  map: () => makeRouter(table),
  date: () => makeRouter(since),
  nothing: () => async (event: unknown) => event,
};

const serialise = async (closure: () => unknown): Promise<string> =>
  (await pulumi.runtime.serializeFunction(closure, { isFactoryFunction: true } as any)).text;

export const texts = Promise.all(
  Object.entries(closures).map(async ([name, closure]) => [name, await serialise(closure)]),
).then(Object.fromEntries);
`;

const serialised = runSource(closuresSource).then(({ outputs, messages }) => {
  if (outputs.texts === undefined) throw new Error(messages.map(({ text }) => text).join("\n"));
  return outputs.texts as Readonly<Record<string, string>>;
});
// A test that awaits it shows the failure.
serialised.catch(() => undefined);

const serialisedClosure = async (name: string): Promise<string> => {
  const text = (await serialised)[name];
  if (text === undefined) throw new Error(`there is no closure ${name}`);
  return text;
};

const refusalOf = (text: string): Promise<string> =>
  bundleClosure(text, project).then(
    () => "",
    (error: Error) => error.message,
  );

test("takes a closure that hands plain data to one function of the runtime, and gives the same text every time", async () => {
  const text = await serialisedClosure("plain");

  const [bundle, again] = await Promise.all([bundleClosure(text, project), bundleClosure(text, project)]);

  assert.equal(runtimeReferences(text), [{ file: "runtime/handlers/router", name: "makeRouter" }]);
  assert.equal(capturedByValue(text), []);
  assert.match(bundle, "1.0.0");
  assert.not.match(bundle, 'require("./runtime');
  assert.is(again, bundle);
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
    assert.match(await refusalOf(text), /^An inline handler captured project code by value: /);
  });
}

test("recognises a codec by what breaks it: a function bound to nothing", async () => {
  assert.match(await serialisedClosure("codec"), "__pulumi_bound_this: undefined");
  assert.not.match(await serialisedClosure("plain"), "__pulumi_bound_this");
});

test("refuses a closure that calls nothing of the runtime", async () => {
  assert.is(
    await refusalOf(await serialisedClosure("nothing")),
    "An inline handler must call one exported function of runtime/; this closure refers to none",
  );
});

test("refuses a reference to a file of the project outside the runtime", async () => {
  const text = (await serialisedClosure("plain")).replace("./runtime/handlers/router", "./infra/names");

  assert.match(await refusalOf(text), /refers to none/);
  assert.equal(capturedByValue(text).includes('require("./infra/names")'), true);
});

test("says which file is missing when a reference leads nowhere", async () => {
  const text = (await serialisedClosure("plain")).replace("handlers/router", "handlers/no-such-file");

  assert.match(await refusalOf(text), "./runtime/handlers/no-such-file");
});

const testSame = suite("shipped code");

testSame(
  "is the same, at the same path, on another run and in another folder, which has a space in its name",
  async () => {
    const { folder, run } = capturedElsewhere();
    const elsewhere = await run;
    const here = await captured("dev");
    assert.equal(codePaths(elsewhere), codePaths(here));
    assert.match(codePaths(here).router ?? "", /^build\/functions\/[0-9a-f]{16}\/__index\.js$/);
    const texts = codeTexts(elsewhere, folder);
    for (const [name, text] of Object.entries(codeTexts(here))) assert.ok(texts[name] === text, `${name} differs`);
  },
);

testSame("is written to a file, so that what Pulumi's state holds of a function stays small", async () => {
  const sizes = allOf(await captured("dev"), "lambda/function:Function").map(
    ({ inputs }) => JSON.stringify(inputs).length,
  );

  assert.is(sizes.length, functionThings.length);
  assertNone(sizes.filter((size) => size > 2_000));
});

testSame("names no folder of the machine that it was made on", async () => {
  for (const [name, text] of Object.entries(codeTexts(await captured("dev")))) {
    assert.not.ok(text.includes(process.cwd()), `${name} holds ${process.cwd()}`);
  }
});

const testShip = suite("ship-bundled");

/** One handler uses a codec of the runtime itself; the other is handed the whole config, secrets and all. */
const program = `
import { currentConfig } from "./infra/config/stack-config";
import { InlineFunction } from "./infra/functions/inline-function";
import { makeRouter } from "./runtime/handlers/router";
import { Channel } from "./runtime/request/request";

const config = currentConfig();
const settings = { version: "1", corsOrigins: ["*"] };
const rest = { config, description: "", memoryMb: 128, timeoutSeconds: 3, environment: {}, statements: [] };
new InlineFunction("copying", {
  ...rest,
  handler: () => {
    const handle = makeRouter(settings);
    return (event: unknown) => (Channel.is(event) ? handle(event) : handle({}));
  },
});
new InlineFunction("telling", { ...rest, handler: () => makeRouter(config as never) });
`;

const refusedProgram = copyProject(temporaryFolder(), program);

const run = () =>
  captureProgram({
    stack: "dev",
    folder: refusedProgram,
    config: { secretValues: JSON.stringify({ "openai-api-key/sms": { ai_api_key: SECRET_CANARY } }) },
  });

testShip("declares no function whose handler is refused, and fails the deployment", async () => {
  const { exitCode, resources } = await run();

  assert.is.not(exitCode, 0);
  assertNone(resources.filter(({ type }) => type === "aws:lambda/function:Function"));
});

testShip("refuses a codec of the runtime itself, and the whole config, whose secrets it does not show", async () => {
  const { messages, resources } = await run();

  const told = messages.map(({ text }) => text).join("\n");
  assert.match(told, "An inline handler captured project code by value: ");
  assert.match(told, "The inline handler of telling captures a secret: a function reads secrets when it runs");
  assert.not.match(JSON.stringify([messages, resources]), SECRET_CANARY);
});
