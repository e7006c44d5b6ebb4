import { test } from "uvu";
import * as assert from "uvu/assert";
import { readConsoleOptions } from "../../../tools/console/cli-options";

const dev = ["--stack", "dev", "--region", "eu-west-1"];

const fallback = {
  stack: "dev",
  ready: undefined,
  region: "eu-west-1",
  port: 4020,
  allowActions: false,
  reveal: false,
  open: false,
};

for (const [title, argv, expected] of [
  ["a stack is all that it needs: it only looks, and masks what is personal", dev, {}],
  [
    "acting and revealing are asked for by name",
    [...dev, "--allow-actions", "--reveal", "--open", "--port", "0"],
    { allowActions: true, reveal: true, open: true, port: 0 },
  ],
  [
    "a ready file means the local engine",
    ["--ready", "r.json"],
    { stack: "local", ready: "r.json", region: undefined },
  ],
] as const)
  test(title, () => assert.equal(readConsoleOptions(argv), { ...fallback, ...expected }));

for (const [argv, words] of [
  [["--stack", "dve"], /^there is no .*Pulumi\.dve\.yaml: did you mean dev\?/],
  [["--stack", "dev", "--ready", "r.json"], /give one of them$/],
  [["--stack", "a b"], /expected the name of a stack/],
  [["--stack", "dev", "--port", "x"], /'--port <n>' argument 'x' is invalid/],
  [["--stack", "dev", "--allow"], /unknown option '--allow'/],
] as const)
  test(`${argv.join(" ")} is refused`, () => {
    assert.throws(
      () => readConsoleOptions(argv),
      (error: Error) => words.test(error.message) || assert.unreachable(error.message),
    );
  });
