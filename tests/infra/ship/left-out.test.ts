import { resolve } from "node:path";
import { parsePhoneNumberFromString } from "libphonenumber-js/core";
import full from "libphonenumber-js/metadata.min.json";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bundleEntry } from "../../../infra/ship/bundle";
import { exportsOf, isLeftOut, leanPhoneMetadata } from "../../../infra/ship/left-out";

const testLeanPhoneMetadata = suite("lean-phone-metadata");

type Metadata = Parameters<typeof parsePhoneNumberFromString>[2];

const lean = leanPhoneMetadata(full as never) as unknown as Metadata;

/** Starts of national numbers: every two digits, so that prefixes are stripped and countries told apart. */
const starts = Array.from({ length: 100 }, (_, index) => String(index).padStart(2, "0"));
const LONGEST_NATIONAL = 18;
const DIGITS = "2345678901234567";

const numbersOf = (callingCode: string): readonly string[] =>
  starts.flatMap((start) =>
    Array.from({ length: LONGEST_NATIONAL - 1 }, (_, more) => `+${callingCode}${start}${DIGITS.slice(0, more)}`),
  );

const whatIs = (text: string, metadata: Metadata): string => {
  const number = parsePhoneNumberFromString(text, { extract: false } as never, metadata as never);
  return number === undefined
    ? "none"
    : `${number.number} ${number.country} ${number.isPossible()} ${number.isValid()}`;
};

const callingCodes = [...Object.keys(full.country_calling_codes), ...Object.keys(full.nonGeographic), "999", "0"];

testLeanPhoneMetadata("tells of every country's numbers exactly what the full metadata tells", () => {
  const different: string[] = [];
  let possible = 0;
  for (const callingCode of callingCodes)
    for (const text of numbersOf(callingCode)) {
      const known = whatIs(text, full as unknown as Metadata);
      if (known !== whatIs(text, lean)) different.push(text);
      if (known.includes(" true ")) possible += 1;
    }

  assert.equal(different, []);
  assert.ok(possible > 10_000, `${possible} numbers were possible`);
});

testLeanPhoneMetadata("is less than half of the full metadata", () => {
  assert.ok(JSON.stringify(lean).length < JSON.stringify(full).length / 2);
});

testLeanPhoneMetadata("refuses metadata of a form that it does not know", () => {
  assert.throws(
    () => leanPhoneMetadata({ ...(full as never as Parameters<typeof leanPhoneMetadata>[0]), version: 5 }),
    "libphonenumber's metadata has the unknown form 5",
  );
});

const testLeaveOut = suite("leave-out");

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

testLeaveOut("lets the OpenAI client be made, and fails by name when something that was left out is used", async () => {
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

testLeaveOut("keeps a number's country and length, and fails by name when it is to be written for people", async () => {
  const imports = `import { parsePhoneNumberFromString } from "libphonenumber-js/min"; const number = parsePhoneNumberFromString("+447400123456");`;

  assert.is(await tried(imports, "number.country + number.number + number.isPossible()"), "GB+447400123456true");
  assert.is(
    await tried(imports, "number.formatInternational()"),
    "default of libphonenumber-js/es6/format.js is left out of this bundle",
  );
});

testLeaveOut("knows every form in which a left-out file exports", () => {
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

testLeaveOut("leaves out by the place in the innermost package folder, on any system", () => {
  assert.ok(isLeftOut("/any/node_modules/openai/resources/images.mjs"));
  assert.ok(isLeftOut("C:\\any\\node_modules\\openai\\resources\\images.mjs"));
  assert.not(isLeftOut("/any/node_modules/openai/resources/responses/responses.mjs"));
  assert.not(isLeftOut("/any/openai/resources/images.mjs"));
});
