import { test } from "uvu";
import * as assert from "uvu/assert";
import { readConsoleOptions } from "../../../tools/console/cli-options";

const fallback = {
  stack: "dev",
  ready: undefined,
  region: undefined,
  port: 4020,
  allowActions: false,
  reveal: false,
  open: false,
};

for (const [title, argv, expected] of [
  ["a stack is all that it needs: it only looks, and masks what is personal", ["--stack", "dev"], {}],
  [
    "acting and revealing are asked for by name",
    ["--stack", "dev", "--allow-actions", "--reveal", "--open", "--port", "0"],
    { allowActions: true, reveal: true, open: true, port: 0 },
  ],
  ["a ready file means the local engine", ["--ready", "r.json"], { stack: "local", ready: "r.json" }],
] as const)
  test(title, () => assert.equal(readConsoleOptions(argv), { ...fallback, ...expected }));

for (const [argv, words] of [
  [[], /^which stack\? --stack NAME/],
  [["--stack", "dev", "--ready", "r.json"], /give one of them$/],
  [["--stack", "a b"], /expected the name of a stack/],
  [["--stack", "dev", "--port", "x"], /'--port <n>' argument 'x' is invalid/],
  [["--stack", "dev", "--allow"], /unknown option '--allow'/],
] as const)
  test(`${argv.join(" ") || "nothing"} is refused`, () => {
    assert.throws(
      () => readConsoleOptions(argv),
      (error: Error) => words.test(error.message) || assert.unreachable(error.message),
    );
  });
