import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { DEFAULT_PORT, helpText, readOptions } from "../../../tools/engine/options";
import { readyPlace } from "../../../tools/engine/update/running-engine";
import { readUpOptions, upHelpText } from "../../../tools/main/up-options";
import { temporaryFolder } from "../../helpers/temporary-folder";

const testOptions = suite("options of npm start");

const fallback = {
  help: false,
  port: 4010,
  consolePort: 4011,
  open: false,
  readyFile: undefined,
  stateFolder: undefined,
  realProviders: false,
  openaiUrl: undefined,
  twilioUrl: undefined,
  sendgridUrl: undefined,
  environment: {},
  config: {},
};

const folder = temporaryFolder();

const given: readonly (readonly [string, readonly string[], object])[] = [
  ["nothing", [], {}],
  ["--help", ["--help"], { help: true }],
  ["-h", ["-h"], { help: true }],
  ["--port", ["--port", "8080"], { port: 8080, consolePort: 8081 }],
  ["--port 0", ["--port=0"], { port: 0, consolePort: 0 }],
  ["the last port", ["--port", "65535"], { port: 65_535, consolePort: 0 }],
  ["--console-port", ["--console-port", "9000"], { consolePort: 9000 }],
  ["--no-console", ["--no-console"], { consolePort: undefined }],
  ["--open", ["--open"], { open: true }],
  ["--ready", ["--ready", `${folder}/ready.json`], { readyFile: `${folder}/ready.json` }],
  ["--ready in this folder", ["--ready", "ready.json"], { readyFile: "ready.json" }],
  ["--state", ["--state", "kept"], { stateFolder: "kept" }],
  ["--real-providers", ["--real-providers"], { realProviders: true }],
  ["--openai-url", ["--openai-url", "http://127.0.0.1:9001"], { openaiUrl: "http://127.0.0.1:9001" }],
  ["--twilio-url", ["--twilio-url", "https://twilio.example"], { twilioUrl: "https://twilio.example" }],
  ["--sendgrid-url with a slash", ["--sendgrid-url", "http://[::1]:9/"], { sendgridUrl: "http://[::1]:9" }],
  [
    "--env, repeated, with = in a value, and empty",
    ["--env", "A=1", "--env", "B=x=y", "--env", "C="],
    { environment: { A: "1", B: "x=y", C: "" } },
  ],
  [
    "--config, repeated, with a structure",
    ["--config", 'corsOrigins=["https://a.example"]', "--config", "aws:region=eu-west-1"],
    { config: { corsOrigins: '["https://a.example"]', "aws:region": "eu-west-1" } },
  ],
];

for (const [what, argv, expected] of given)
  testOptions(`${what} is read`, () => {
    assert.equal(readOptions(argv), { ...fallback, ...expected });
  });

const refused: readonly (readonly [readonly string[], RegExp])[] = [
  [["--port", "65536"], /^--port 65536: expected a number from 0 \(any free port\) to 65535$/],
  [["--port", "http"], /^--port http: expected a number/],
  [["--port", ""], /^--port : expected a number/],
  [["--port", "1e3"], /^--port 1e3: expected a number/],
  [["--port"], /--port/],
  [["--ready", ""], /^--ready: expected a path$/],
  [["--ready", "/no/such/folder/ready.json"], /^--ready .*: there is no folder \/no\/such\/folder$/],
  [["--state", ""], /^--state: expected a path$/],
  [
    ["--openai-url", "127.0.0.1:9000"],
    /^--openai-url 127\.0\.0\.1:9000: expected an origin without a path, for example/,
  ],
  [["--twilio-url", "http://127.0.0.1:9000/v1"], /^--twilio-url .*: expected an origin without a path/],
  [["--sendgrid-url", "http://127.0.0.1:9000?x"], /^--sendgrid-url .*: expected an origin without a path/],
  [["--sendgrid-url", "ftp://127.0.0.1"], /^--sendgrid-url .*: expected an origin/],
  [["--env", "A=1", "--env", "hush"], /^--env: number 2 of 2 is not of the form KEY=VALUE$/],
  [["--config", "=1"], /^--config: number 1 of 1 is not of the form KEY=VALUE$/],
  [["--real-providers=yes"], /--real-providers/],
  [["--prot", "1"], /Unknown option '--prot'/],
  [["start"], /Unexpected argument 'start'/],
];

for (const [argv, words] of refused)
  testOptions(`${argv.join(" ")} is refused`, () => {
    assert.throws(
      () => readOptions(argv),
      (error: Error) => words.test(error.message) || assert.unreachable(error.message),
    );
  });

testOptions("a refused --env does not repeat what was given, which may be a secret", () => {
  assert.throws(
    () => readOptions(["--env", "s3cr3t"]),
    (error: Error) => !error.message.includes("s3cr3t"),
  );
});

testOptions.run();

const testHelpText = suite("help text");

const listed = [...helpText.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option = ""]) => option);

/** The options that the parser declares. */
const declared = (): readonly string[] => {
  const source = readFileSync(resolve(__dirname, "../../../tools/engine/options.ts"), "utf8");
  const [, block = ""] = /const declared = \{\n([\s\S]*?)\n\} as const;/.exec(source) ?? [];
  return [...block.matchAll(/^ {2}"?([a-z-]+)"?:/gm)].map(([, name]) => `--${name}`);
};

testHelpText("lists every option, and none that there is not", () => {
  assert.ok(declared().length >= 10);
  assert.equal([...listed].sort(), [...declared()].sort());
});

testHelpText("lists options that are understood", () => {
  const values: Readonly<Record<string, readonly string[]>> = {
    "--port": ["1"],
    "--console-port": ["1"],
    "--state": ["folder"],
    "--config": ["a=b"],
    "--env": ["a=b"],
    "--ready": ["file"],
    "--openai-url": ["http://127.0.0.1:1"],
    "--twilio-url": ["http://127.0.0.1:1"],
    "--sendgrid-url": ["http://127.0.0.1:1"],
  };
  for (const option of listed) readOptions([option, ...(values[option] ?? [])]);
});

testHelpText("names the default port, and the variables of the real providers", () => {
  assert.match(helpText, `default ${DEFAULT_PORT};`);
  for (const name of [
    "OPENAI_API_KEY",
    "TWILIO_ACCOUNT_SID",
    "TWILIO_AUTH_TOKEN",
    "TWILIO_TEMPLATE_SID",
    "SENDGRID_API_KEY",
    "SENDGRID_FROM_EMAIL",
    "SENDGRID_TEMPLATE_ID",
  ])
    assert.match(helpText, name);
});

testHelpText.run();

const testUpOptions = suite("options of npm run up");

const upFallback = {
  ...{ help: false, json: false, readyFile: readyPlace(), folder: undefined },
  ...{ config: {}, resetConfig: false, preview: false },
};

const givenToUp: readonly (readonly [readonly string[], object])[] = [
  [[], {}],
  [["--help"], { help: true }],
  [["--folder", "../other"], { folder: resolve("../other") }],
  [["--config", "logLevel=INFO", "--config", "projects=[]"], { config: { logLevel: "INFO", projects: "[]" } }],
  [["--reset-config", "--preview", "--json"], { resetConfig: true, preview: true, json: true }],
  [["--ready", "r.json"], { readyFile: "r.json" }],
];

for (const [argv, expected] of givenToUp)
  testUpOptions(`"${argv.join(" ")}" is read`, () => {
    assert.equal(readUpOptions(argv), { ...upFallback, ...expected });
  });

const refusedByUp: readonly (readonly [readonly string[], RegExp])[] = [
  [["--folder", ""], /^--folder: expected a path$/],
  [["--config", "hush"], /^--config: number 1 of 1 is not of the form KEY=VALUE$/],
  [["--state", "x"], /Unknown option '--state'/],
  [["now"], /Unexpected argument 'now'/],
];

for (const [argv, words] of refusedByUp)
  testUpOptions(`"${argv.join(" ")}" is refused`, () => {
    assert.throws(
      () => readUpOptions(argv),
      (error: Error) => words.test(error.message) || assert.unreachable(error.message),
    );
  });

testUpOptions("the help lists every option, and none that there is not", () => {
  const listed = [...upHelpText.matchAll(/^ {2}--([a-z-]+)/gm)].map(([, name]) => name);
  assert.equal(listed.sort(), ["config", "folder", "help", "json", "preview", "ready", "reset-config"]);
});

testUpOptions.run();
