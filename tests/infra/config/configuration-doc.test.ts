import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { settings } from "../../../infra/config/settings";
import { configurationDoc } from "../../../scripts/configuration-doc/configuration-doc";

const test = suite("configuration-doc");

test("is what the committed file says; `npx tsx scripts/write-configuration-doc.ts` writes it", () => {
  const committed = readFileSync(join(__dirname, "../../../docs/configuration.md"), "utf8");

  assert.fixture(committed, configurationDoc());
});

test("has a row for every key", () => {
  const text = configurationDoc();

  const missing = Object.keys(settings).filter((key) => !text.includes(`\n| \`${key}\` | `));

  assert.equal(missing, []);
  assert.match(text, "\n## projects\n");
  assert.match(text, "\n## secretValues\n");
});

test.run();
