import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse, stringify } from "yaml";
import { sampleStack } from "../../../../tools/measure/sample/captured-program";
import { changedData, setIn } from "../../../../tools/ops/stack-file/set-in";

const traps: readonly string[] = JSON.parse(readFileSync(resolve(__dirname, "yaml-traps.json"), "utf8"));

const localStack = (): string => readFileSync(sampleStack("local"), "utf8");

/** The lines that only one of two texts has. */
const difference = (before: string, after: string) => {
  const [old, now] = [before.split("\n"), after.split("\n")];
  return { gone: old.filter((line) => !now.includes(line)), come: now.filter((line) => !old.includes(line)) };
};

test("an entry is put behind the last one, and no other line changes", () => {
  const text = localStack();
  const projects: readonly unknown[] = parse(text).config["ai-multi-comms:projects"];

  const after = setIn(text, ["config", "ai-multi-comms:projects", projects.length], { company_id: "ci-ccc-003" });

  assert.equal(difference(text, after), { gone: [], come: ["    - company_id: ci-ccc-003"] });
});

test("the first entry takes the place of an empty list", () => {
  const text = "config:\n  ai-multi-comms:projects: []\n  # next\n  a: 1\n";

  const after = setIn(text, ["config", "ai-multi-comms:projects", 0], {
    company_id: "ci-ccc-003",
    api_keys: ["1", "2"],
  });

  assert.equal(difference(text, after), {
    gone: ["  ai-multi-comms:projects: []"],
    come: ["  ai-multi-comms:projects:", "    - company_id: ci-ccc-003", '      api_keys: ["1", "2"]'],
  });
});

const edits: Readonly<Record<string, readonly [string, Parameters<typeof setIn>[1], unknown, string]>> = {
  "a key that is absent is added with all that leads to it": [
    "config:\n  a: 1 # one\n",
    ["config", "b", 0],
    { c: true },
    "config:\n  a: 1 # one\n  b:\n    - c: true\n",
  ],
  "an empty file begins with it": ["", ["config", "a"], 1, "config:\n  a: 1\n"],
  "a file without a line break at its end gets one": [
    "config:\n  a: 1",
    ["config", "b"],
    2,
    "config:\n  a: 1\n  b: 2\n",
  ],
  "a value is replaced where it stands": [
    "config:\n  # why\n  a:   1   # one\n  b: 2\n",
    ["config", "a"],
    "x",
    "config:\n  # why\n  a:   x   # one\n  b: 2\n",
  ],
  "a list over several lines is replaced by one on a line": [
    "config:\n  a:\n    - x\n    - y\n  b: 2\n",
    ["config", "a"],
    ["z"],
    "config:\n  a:\n    [z]\n  b: 2\n",
  ],
  "what stands in braces stays in braces": [
    "config: { a: [ { b: 1 } ] } # why\n",
    ["config", "a", 0, "c"],
    "2",
    'config: { a: [ { b: 1, c: "2" } ] } # why\n',
  ],
  "what could be a date or a number is quoted": [
    "config: {}\n",
    ["config", "a"],
    ["2026-11-20T10:00:00Z", "+447400000001", "yes", "1"],
    'config:\n  a: ["2026-11-20T10:00:00Z", "+447400000001", "yes", "1"]\n',
  ],
};

for (const [title, [text, path, value, expected]] of Object.entries(edits)) {
  test(title, () => assert.is(setIn(text, path, value), expected));
}

test("a comment goes to the end of the line, in the place of the one before", () => {
  const first = setIn(
    "config:\n  a: # keep\n    b: 1\n",
    ["config", "a", "s"],
    "off",
    "2026-11-20T10:00:00Z grace: x\n\u2028\u0085\u0007y",
  );
  const second = setIn(first, ["config", "a", "s"], "on", "2026-11-21T10:00:00Z omar: z");

  assert.is(
    first,
    "config:\n  a: # keep\n    b: 1\n    s: off # 2026-11-20T10:00:00Z grace: x y\n".replace("s: off", 's: "off"'),
  );
  assert.is(second, 'config:\n  a: # keep\n    b: 1\n    s: "on" # 2026-11-21T10:00:00Z omar: z\n');
});

const contexts: Readonly<Record<string, (trap: string) => readonly [string, Parameters<typeof setIn>[1], unknown]>> = {
  "in an entry of lines": (trap) => ["config:\n  a:\n    - b: 1\n", ["config", "a", 0, "c"], trap],
  "in braces": (trap) => ["config: { a: 1 }\n", ["config", "a"], trap],
  "as a key": (trap) => ["config: {}\n", ["config", trap], 1],
  "deep in a new entry": (trap) => ["config:\n  a: []\n", ["config", "a", 0], { b: [trap, { c: trap }], d: trap }],
};

for (const [where, contextOf] of Object.entries(contexts))
  test(`what YAML's versions read each in its own way is read alike by both, ${where}`, () => {
    for (const trap of traps) {
      const [text, path, value] = contextOf(trap);
      const set = setIn(text, path, value);
      const wanted = changedData(parse(text), path, value);
      assert.equal(parse(set, { version: "1.1", schema: "yaml-1.1" }), wanted, JSON.stringify(trap));
    }
  });

const impossible: Readonly<Record<string, readonly [string, RegExp]>> = {
  "behind an alias": ["config:\n  x: &x { b: 1 }\n  a: *x\n", /config\.a stands behind the alias \*x/],
  "in what an alias refers to": [
    "config:\n  a: &x { b: 1 }\n  y: *x\n",
    /cannot be set without touching something else/,
  ],
  "in what is no mapping": ["config:\n  a: text\n", /config\.a is neither a list nor a mapping/],
  "in what is no YAML": ["config: [\n", /Flow sequence/],
};

for (const [title, [text, message]] of Object.entries(impossible)) {
  test(`nothing is set ${title}`, () => assert.throws(() => setIn(text, ["config", "a", "c"], 1), message));
}

test("whatever is set in generated files, it is there and nothing else has changed", () => {
  const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const key = fc.stringMatching(/^[a-z][a-z:/-]{0,8}$/);
  const plain = { noNullPrototype: true };
  const entry = fc.dictionary(key, fc.oneof(scalar, fc.array(scalar), fc.dictionary(key, scalar, plain)), plain);
  const file = fc.record({ list: fc.array(entry), other: entry });
  fc.assert(
    fc.property(file, entry, fc.boolean(), (config, added, isFlow) => {
      const text = `# head\n${stringify({ config }, isFlow ? { collectionStyle: "flow" } : {})}# tail\n`;
      const path = ["config", "list", config.list.length] as const;
      assert.equal(parse(setIn(text, path, added)), changedData({ config }, path, added));
    }),
    { numRuns: 50 },
  );
});
