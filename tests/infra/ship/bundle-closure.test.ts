import { resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bundleClosure } from "../../../infra/ship/bundle-closure";
import { capturedByValue } from "../../../infra/ship/captured-by-value";
import { runtimeReferences } from "../../../infra/ship/refer-to-runtime";
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

  assert.equal(runtimeReferences(text), [{ file: "runtime/router/make-router", name: "makeRouter" }]);
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
  const text = (await serialisedClosure("plain")).replace("./runtime/router/make-router", "./infra/version");

  assert.match(await bundleClosure(text, project).catch((error: Error) => error.message), /refers to none/);
  assert.equal(capturedByValue(text).includes('require("./infra/version")'), true);
});

test("says which file is missing when a reference leads nowhere", async () => {
  const text = (await serialisedClosure("plain")).replace("router/make-router", "router/no-such-file");

  const message = await bundleClosure(text, project).catch((error: Error) => error.message);

  assert.match(message, "./runtime/router/no-such-file");
});

test.run();
