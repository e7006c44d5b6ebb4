import { resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readyPlace } from "../../../local/run/ready-place";
import { upHelpText } from "../../../local/run/up-help-text";
import { readUpOptions } from "../../../local/run/up-options";

const test = suite("options of npm run up");

const fallback = {
  ...{ help: false, json: false, readyFile: readyPlace(), folder: undefined },
  ...{ config: {}, resetConfig: false, preview: false },
};

const given: readonly (readonly [readonly string[], object])[] = [
  [[], {}],
  [["--help"], { help: true }],
  [["--folder", "../other"], { folder: resolve("../other") }],
  [["--config", "logLevel=INFO", "--config", "projects=[]"], { config: { logLevel: "INFO", projects: "[]" } }],
  [["--reset-config", "--preview", "--json"], { resetConfig: true, preview: true, json: true }],
  [["--ready", "r.json"], { readyFile: "r.json" }],
];

for (const [argv, expected] of given)
  test(`"${argv.join(" ")}" is read`, () => {
    assert.equal(readUpOptions(argv), { ...fallback, ...expected });
  });

const refused: readonly (readonly [readonly string[], RegExp])[] = [
  [["--folder", ""], /^--folder: expected a path$/],
  [["--config", "hush"], /^--config: number 1 of 1 is not of the form KEY=VALUE$/],
  [["--state", "x"], /Unknown option '--state'/],
  [["now"], /Unexpected argument 'now'/],
];

for (const [argv, words] of refused)
  test(`"${argv.join(" ")}" is refused`, () => {
    assert.throws(
      () => readUpOptions(argv),
      (error: Error) => words.test(error.message) || assert.unreachable(error.message),
    );
  });

test("the help lists every option, and none that there is not", () => {
  const listed = [...upHelpText.matchAll(/^ {2}--([a-z-]+)/gm)].map(([, name]) => name);
  assert.equal(listed.sort(), ["config", "folder", "help", "json", "preview", "ready", "reset-config"]);
});

test.run();
