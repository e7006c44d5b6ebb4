import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startControl } from "../../../local/control/start-control";
import { announce } from "../../../local/run/announce";
import type { Updater } from "../../../local/update/updater";
import { temporaryFolder } from "../temporary-folder";
import { aReady } from "./a-ready";

const test = suite("announce");

const idle: Updater = {
  update: async () => ({ preview: false, changes: [], unchanged: [] }),
  stop: async () => undefined,
};

test("leaves the file of an engine that lives, and takes the place of one that does not", async () => {
  const file = join(temporaryFolder(), ".local", "ready.json");
  const { url, token, stop } = await startControl(idle);
  const living = await announce(file, { ...aReady, control: { url, token } });
  const second = await announce(file, aReady);
  const kept = readFileSync(file, "utf8");
  await stop();
  const third = await announce(file, { ...aReady, region: "eu-west-1" });

  assert.is(second, undefined);
  assert.is(JSON.parse(kept).control.token, token);
  assert.is(JSON.parse(readFileSync(file, "utf8")).region, "eu-west-1");
  assert.is(statSync(file).mode & 0o777, 0o600);
  await third?.stop();
  await living?.stop();
  assert.not(existsSync(file));
});

test("takes the place of a file that is none", async () => {
  const file = join(temporaryFolder(), "ready.json");
  writeFileSync(file, "{");
  const announced = await announce(file, aReady);
  assert.equal(JSON.parse(readFileSync(file, "utf8")), aReady);
  await announced?.stop();
});

test.run();
