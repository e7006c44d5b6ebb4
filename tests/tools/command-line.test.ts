import { Command, Option } from "@commander-js/extra-typings";
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  type ExitCode,
  inOneLine,
  keyAndValue,
  NotDone,
  nonBlank,
  portNumber,
  readCommandLine,
  repeated,
  runCommandLine,
  visible,
  WrongUsage,
} from "../../tools/command-line";

const words = { none: () => undefined, wrong: () => new WrongUsage("--yes goes with --up") };

/** A program with one command, which ends as it is told to. */
const program = (end: () => Error | undefined = words.none) =>
  new Command("npm run try --").option("--stack <name>", "the stack").addCommand(
    new Command("mend")
      .description("mends it")
      .option("--port <n>", "a port", portNumber, 4010)
      .addOption(new Option("--quick", "at once").conflicts("slow"))
      .option("--slow", "later")
      .requiredOption("--reason <why>", "why", nonBlank)
      .action(() => {
        const error = end();
        if (error !== undefined) throw error;
      }),
  );

type Ran = { readonly code: ExitCode; readonly printed: string; readonly warned: string };

const run = async (argv: readonly string[], end?: () => Error | undefined): Promise<Ran> => {
  const [printed, warned]: readonly [string[], string[]] = [[], []];
  const code = await runCommandLine(program(end), argv, {
    print: (text) => void printed.push(text),
    warn: (text) => void warned.push(text),
  });
  return { code, printed: printed.join("\n"), warned: warned.join("\n") };
};

const sound = ["mend", "--reason", "broken", "--stack", "dev"];

test("no character of the data's steers the terminal, turns its line around or begins another", () => {
  const title = "\u001b]0;owned\u0007\u009b2J\u007f\r\u202e";
  const shown = "\\u001b]0;owned\\u0007\\u009b2J\\u007f\\u000d\\u202e";
  assert.is(
    visible(`${title}\u001b[8m\ttwo\nlines: Zoë 日本 👩‍👩‍👧`),
    `${shown}\\u001b[8m\ttwo\nlines: Zoë 日本 👩‍👩‍👧`,
  );
  assert.is(inOneLine("a\nb\tc"), "a\\u000ab\\u0009c");
  assert.is(visible("\u001b[31mWRONG\u001b[39m"), "\u001b[31mWRONG\u001b[39m");
  assert.equal(JSON.parse(visible(JSON.stringify({ title }))), { title });
});

test("what is done is 0, and says nothing of itself", async () => {
  assert.equal(await run(sound), { code: 0, printed: "", warned: "" });
});

test("what is not done is 1, with the words that have not been said yet", async () => {
  assert.equal(await run(sound, () => new Error("no such stack")), {
    code: 1,
    printed: "",
    warned: "Not done: no such stack",
  });
  assert.equal(await run(sound, () => new NotDone()), { code: 1, printed: "", warned: "" });
});

for (const argv of [["--help"], ["mend", "--help"]])
  test(`${argv.join(" ")} is printed, with every option`, async () => {
    const { code, printed, warned } = await run(argv);
    assert.equal([code, warned], [0, ""]);
    assert.match(printed, /^Usage: npm run try -- /);
    assert.match(printed, /--stack <name>/);
    if (argv.length > 1) assert.match(printed, /--port <n>.*default: 4010/);
  });

const wrong: Readonly<Record<string, readonly [readonly string[], string]>> = {
  "an unknown command": [["mendd"], "unknown command 'mendd'\n(Did you mean mend?)\nnpm run try -- --help tells more"],
  "an unknown option": [
    [...sound, "--prot", "1"],
    "unknown option '--prot'\n(Did you mean --port?)\nnpm run try -- mend --help tells more",
  ],
  "an option without its value": [[...sound, "--port"], "option '--port <n>' argument missing"],
  "a value that is none": [
    [...sound, "--port", "x"],
    "option '--port <n>' argument 'x' is invalid. Expected a whole number from 0 to 65535.",
  ],
  "a blank value": [["mend", "--reason", " "], "option '--reason <why>' argument ' ' is invalid."],
  "an option that is missing": [["mend"], "required option '--reason <why>' not specified"],
  "two that exclude each other": [
    [...sound, "--quick", "--slow"],
    "option '--quick' cannot be used with option '--slow'",
  ],
  "an argument too many": [[...sound, "more"], "too many arguments for 'mend'."],
};

for (const [title, [argv, message]] of Object.entries(wrong))
  test(`${title} is wrong usage, which is 2, and names the option`, async () => {
    const { code, printed, warned } = await run(argv);
    assert.equal([code, printed], [2, ""]);
    assert.ok(warned.startsWith(message), warned);
    assert.match(warned, /--help tells more$/);
  });

test("so is what only the command itself can tell", async () => {
  assert.equal(await run(sound, words.wrong), {
    code: 2,
    printed: "",
    warned: "--yes goes with --up\nnpm run try -- mend --help tells more",
  });
});

test("a command line that is only read throws in the same words", () => {
  const start = () =>
    new Command("npm start --")
      .option("--env <pair>", "", keyAndValue("--env"), {})
      .option("--one <text>", "", repeated);
  const given = ["--env", "A=1", "--env", "B=x=y", "--env", "C=", "--one", "a", "--one", "b"];
  assert.equal(readCommandLine(start(), given).opts(), { env: { A: "1", B: "x=y", C: "" }, one: ["a", "b"] });
  assert.throws(
    () => readCommandLine(start(), ["--evn", "A=1"]),
    (error: Error) => error instanceof WrongUsage && /^unknown option '--evn'\n/.test(error.message),
  );
});

test("a pair that is none is not repeated, for it may be a secret", () => {
  const start = () => new Command("x").option("--env <pair>", "", keyAndValue("--env"), {});
  assert.throws(
    () => readCommandLine(start(), ["--env", "s3cr3t"]),
    (error: Error) => error instanceof WrongUsage && error.message === "--env: expected KEY=VALUE",
  );
});
