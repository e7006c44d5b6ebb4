import { resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readCommandLine } from "../../../tools/command-line";
import { readOptions, startCommand } from "../../../tools/engine/options";
import { readyPlace } from "../../../tools/engine/update/running-engine";
import { upCommand } from "../../../tools/main/up-options";
import { temporaryFolder } from "../../helpers/temporary-folder";

const testOptions = suite("options of npm start");

const fallback = {
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
  configFile: undefined,
  config: {},
};

const folder = temporaryFolder();

const given: readonly (readonly [string, readonly string[], object])[] = [
  ["nothing", [], {}],
  ["--port", ["--port", "8080"], { port: 8080, consolePort: 8081 }],
  ["--port 0", ["--port=0"], { port: 0, consolePort: 0 }],
  ["the last port", ["--port", "65535"], { port: 65_535, consolePort: 0 }],
  ["--console-port", ["--console-port", "9000"], { consolePort: 9000 }],
  ["--no-console", ["--no-console"], { consolePort: undefined }],
  ["--open", ["--open"], { open: true }],
  ["--ready", ["--ready", `${folder}/ready.json`], { readyFile: `${folder}/ready.json` }],
  ["--ready in this folder", ["--ready", "ready.json"], { readyFile: "ready.json" }],
  ["--config-file", ["--config-file", "Pulumi.yaml"], { configFile: resolve("Pulumi.yaml") }],
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

const ORIGIN = /Expected an origin without a path, for example/;

const refused: readonly (readonly [readonly string[], RegExp])[] = [
  [["--port", "65536"], /option '--port <n>' argument '65536' is invalid\. Expected a whole number from 0 to 65535\./],
  [["--port", "http"], /'--port <n>' argument 'http' is invalid/],
  [["--port", ""], /'--port <n>' argument '' is invalid/],
  [["--port", "1e3"], /'--port <n>' argument '1e3' is invalid/],
  [["--port"], /'--port <n>' argument missing/],
  [["--no-console", "--open"], /'--no-console' cannot be used with option '--open'/],
  [["--no-console", "--console-port", "1"], /'--no-console' cannot be used with option '--console-port <n>'/],
  [["--ready", ""], /'--ready <file>' argument '' is invalid/],
  [["--ready", "/no/such/folder/ready.json"], /'--ready <file>' .* There is no folder \/no\/such\/folder\./],
  [["--state", ""], /'--state <folder>' argument '' is invalid/],
  [["--openai-url", "127.0.0.1:9000"], ORIGIN],
  [["--twilio-url", "http://127.0.0.1:9000/v1"], ORIGIN],
  [["--sendgrid-url", "http://127.0.0.1:9000?x"], ORIGIN],
  [["--sendgrid-url", "ftp://127.0.0.1"], ORIGIN],
  [["--env", "A=1", "--env", "hush"], /^--env: expected KEY=VALUE$/],
  [["--config", "=1"], /^--config: expected KEY=VALUE$/],
  [["--real-providers=yes"], /--real-providers/],
  [["--prot", "1"], /unknown option '--prot'\n\(Did you mean --port\?\)/],
  [["start"], /too many arguments/],
];

const refuses = (read: () => unknown, words: RegExp): void =>
  assert.throws(read, (error: Error) => words.test(error.message) || assert.unreachable(error.message));

for (const [argv, words] of refused)
  testOptions(`${argv.join(" ")} is refused`, () => refuses(() => readOptions(argv), words));

testOptions("a refused --env does not repeat what was given, which may be a secret", () => {
  assert.throws(
    () => readOptions(["--env", "s3cr3t"]),
    (error: Error) => !error.message.includes("s3cr3t"),
  );
});

testOptions("the help names the default port, and the variables of the real providers", () => {
  const help = startCommand().helpInformation();
  const variables = `OPENAI_API_KEY TWILIO_ACCOUNT_SID TWILIO_AUTH_TOKEN TWILIO_TEMPLATE_SID
    SENDGRID_API_KEY SENDGRID_FROM_EMAIL SENDGRID_TEMPLATE_ID`;
  for (const name of ["default: 4010", ...variables.split(/\s+/)]) assert.match(help, name);
});

const testUpOptions = suite("options of npm run up");

const unasked = { allowRemoval: false, json: false, preview: false, resetConfig: false };
const upFallback = { ...unasked, config: {}, ready: readyPlace() };
const readUpOptions = (argv: readonly string[]): object => readCommandLine(upCommand(), argv).opts();

const givenToUp: readonly (readonly [readonly string[], object])[] = [
  [[], {}],
  [["--folder", "../other"], { folder: resolve("../other") }],
  [["--config", "logLevel=INFO", "--config", "projects=[]"], { config: { logLevel: "INFO", projects: "[]" } }],
  [["--reset-config", "--preview", "--json"], { resetConfig: true, preview: true, json: true }],
  [["--allow-removal", "--ready", "r.json"], { allowRemoval: true, ready: "r.json" }],
];

for (const [argv, expected] of givenToUp)
  testUpOptions(`"${argv.join(" ")}" is read`, () => {
    assert.equal(readUpOptions(argv), { ...upFallback, ...expected });
  });

const refusedByUp: readonly (readonly [readonly string[], RegExp])[] = [
  [["--folder", ""], /'--folder <dir>' argument '' is invalid/],
  [["--config", "hush"], /^--config: expected KEY=VALUE$/],
  [["--state", "x"], /unknown option '--state'/],
  [["now"], /too many arguments/],
];

for (const [argv, words] of refusedByUp)
  testUpOptions(`"${argv.join(" ")}" is refused`, () => refuses(() => readUpOptions(argv), words));
