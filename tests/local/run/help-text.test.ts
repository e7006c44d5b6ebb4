import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { helpText } from "../../../local/run/help-text";
import { DEFAULT_PORT, readOptions } from "../../../local/run/options";

const test = suite("help text");

const listed = [...helpText.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option = ""]) => option);

/** The options that the parser declares. */
const declared = (): readonly string[] => {
  const source = readFileSync(resolve(__dirname, "../../../local/run/options.ts"), "utf8");
  const [, block = ""] = /const declared = \{\n([\s\S]*?)\n\} as const;/.exec(source) ?? [];
  return [...block.matchAll(/^ {2}"?([a-z-]+)"?:/gm)].map(([, name]) => `--${name}`);
};

test("lists every option, and none that there is not", () => {
  assert.ok(declared().length >= 10);
  assert.equal([...listed].sort(), [...declared()].sort());
});

test("lists options that are understood", () => {
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

test("names the default port, and the variables of the real providers", () => {
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

test.run();
