import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { configFolder, emptyStack, newProject } from "../config-folder";

const test = suite("project rotate-key, in the config");

const made = async () => {
  const made = configFolder(emptyStack);
  await made.run(newProject);
  return { ...made, labels: () => parse(made.read()).config["ai-multi-comms:projects"][0].api_keys };
};

test("first there are two keys, then the old one is gone", async () => {
  const { run, labels } = await made();

  const added = await run(["rotate-key", "pi-ccc-001"]);
  assert.equal([added.code, labels()], [0, ["1", "2"]]);
  assert.match(added.text, /has the keys 1 and 2 [\s\S]*Next:[\s\S]*--show[\s\S]*--finish/);

  const removed = await run(["rotate-key", "pi-ccc-001", "--finish", "--unchecked"]);
  assert.equal([removed.code, labels()], [0, ["2"]]);

  await run(["rotate-key", "pi-ccc-001", "--label", "autumn"]);
  assert.equal(labels(), ["2", "autumn"]);
});

test("a third key, and the removal of the only one, are refused", async () => {
  const { run, labels } = await made();

  const finished = await run(["rotate-key", "pi-ccc-001", "--finish", "--unchecked"]);
  assert.match(finished.text, /there is one key only, 1/);
  await run(["rotate-key", "pi-ccc-001"]);
  const again = await run(["rotate-key", "pi-ccc-001"]);

  assert.equal([finished.code, again.code, labels()], [1, 1, ["1", "2"]]);
  assert.match(again.text, /there are two keys already, 1 and 2/);
});

test("the old key is not removed while nobody can tell whether the new one works", async () => {
  const { run, labels } = await made();
  await run(["rotate-key", "pi-ccc-001"]);

  const { code, text } = await run(["rotate-key", "pi-ccc-001", "--finish"]);

  assert.equal([code, labels()], [1, ["1", "2"]]);
  assert.match(text, /the stack cannot be asked .*ready\.json cannot be read/);
});

const wrong: Readonly<Record<string, readonly [readonly string[], RegExp]>> = {
  "no project": [["rotate-key"], /^rotate-key takes one project/],
  "showing and finishing at once": [["rotate-key", "p", "--show", "--finish"], /^--show only shows/],
  "a label of capitals": [["rotate-key", "p", "--label", "NEW"], /^--label NEW: must be a list of one or two/],
  "an option of another command": [["rotate-key", "p", "--offline"], /^rotate-key has no option --offline/],
};

for (const [title, [argv, message]] of Object.entries(wrong)) {
  test(`${title} is wrong usage`, async () => {
    const { code, text } = await (await made()).run(argv);
    assert.is(code, 2);
    assert.match(text, message);
  });
}

test.run();
