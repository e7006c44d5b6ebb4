import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readUpdateRequest } from "../../../local/update/update-request";

const test = suite("update request");

test("is read, with nothing asked for unless it is", () => {
  const nothing = { folder: undefined, config: {}, resetConfig: false, preview: false };
  assert.equal(readUpdateRequest({}), nothing);
  const all = { folder: "/checkout", config: { logLevel: "INFO" }, resetConfig: true, preview: true };
  assert.equal(readUpdateRequest(all), all);
});

const refused: readonly (readonly [unknown, RegExp])[] = [
  ["up", /^the body must be a JSON object$/],
  [{ foldr: "/x" }, /^foldr is not known; folder, config, resetConfig, preview are$/],
  [{ folder: 1 }, /^folder must be text$/],
  [{ config: { logLevel: 1 } }, /^config must be an object of texts$/],
  [{ preview: "yes" }, /^preview must be true or false$/],
];

for (const [body, words] of refused)
  test(`${JSON.stringify(body)} is refused`, () => {
    assert.throws(
      () => readUpdateRequest(body),
      (error: Error) => words.test(error.message) || assert.unreachable(error.message),
    );
  });

test.run();
