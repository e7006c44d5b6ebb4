import { resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bundleEntry } from "../../../infra/ship/bundle-entry";
import { exportsOf } from "../../../infra/ship/leave-out";
import { isLeftOut } from "../../../infra/ship/left-out";

const test = suite("leave-out");

const project = resolve(__dirname, "../../..");

/** What an entry's exported `tried` gives or fails with, once bundled. */
const tried = async (imports: string, expression: string): Promise<unknown> => {
  const text = await bundleEntry(
    `${imports}
     export const tried = (async () => { try { return await (${expression}); } catch (error) { return error.message; } })();`,
    project,
  );
  const module = { exports: {} as { tried?: Promise<unknown> } };
  new Function("module", "exports", "require", text)(module, module.exports, require);
  return module.exports.tried;
};

test("lets the OpenAI client be made, and fails by name when something that was left out is used", async () => {
  const imports = `import OpenAI from "openai"; const client = new OpenAI({ apiKey: "k", baseURL: "http://127.0.0.1:1" });`;

  assert.is(
    await tried(imports, `client.images.generate({ prompt: "a" })`),
    "Images of openai/resources/images.mjs is left out of this bundle",
  );
  assert.is(
    await tried(imports, `client.responses.stream({ model: "m", input: "i" })`),
    "ResponseStream of openai/lib/responses/ResponseStream.mjs is left out of this bundle",
  );
  assert.is(await tried(imports, "typeof client.responses.create"), "function");
});

test("keeps a number's country and length, and fails by name when it is to be written for people", async () => {
  const imports = `import { parsePhoneNumberFromString } from "libphonenumber-js/min"; const number = parsePhoneNumberFromString("+447400123456");`;

  assert.is(await tried(imports, "number.country + number.number + number.isPossible()"), "GB+447400123456true");
  assert.is(
    await tried(imports, "number.formatInternational()"),
    "default of libphonenumber-js/es6/format.js is left out of this bundle",
  );
});

test("knows every form in which a left-out file exports", () => {
  const source = `import { x } from "./x";
export { fromIni } from "./fromIni";
export { one, two as three, } from "./more";
export async function load() {}
export const a = 1;
export class Batches extends APIResource {
}
export default x;
`;

  assert.equal(exportsOf(source), ["load", "a", "Batches", "fromIni", "one", "three", "default"]);
  assert.throws(() => exportsOf('export * from "./all";'), "cannot be left out");
});

test("leaves out by the place in the innermost package folder, on any system", () => {
  assert.is(isLeftOut("/any/node_modules/openai/resources/images.mjs"), true);
  assert.is(isLeftOut("C:\\any\\node_modules\\openai\\resources\\images.mjs"), true);
  assert.is(isLeftOut("/any/node_modules/openai/resources/responses/responses.mjs"), false);
  assert.is(isLeftOut("/any/openai/resources/images.mjs"), false);
});

test.run();
