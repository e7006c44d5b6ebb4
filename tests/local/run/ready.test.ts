import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { keepReadyFile } from "../../../local/run/ready";
import { temporaryFolder } from "../temporary-folder";
import { aReady } from "./a-ready";

const test = suite("ready file");

test("holds the whole object, is readable by its owner only, and nothing lies beside it", async () => {
  const file = join(temporaryFolder(), "ready.json");
  const { stop } = keepReadyFile(file, aReady);
  assert.equal(JSON.parse(readFileSync(file, "utf8")), aReady);
  assert.is(statSync(file).mode & 0o777, 0o600);
  assert.equal(readdirSync(dirname(file)), ["ready.json"]);
  await stop();
});

test("takes the place of an older one in one step, with its own mode", async () => {
  const file = join(temporaryFolder(), "ready.json");
  writeFileSync(file, "an older one", { mode: 0o644 });
  const older = statSync(file).ino;
  const { stop } = keepReadyFile(file, aReady);
  assert.is.not(statSync(file).ino, older);
  assert.is(statSync(file).mode & 0o777, 0o600);
  await stop();
});

test("is removed on request, once or more", async () => {
  const file = join(temporaryFolder(), "ready.json");
  const listeners = process.listenerCount("exit");
  const { stop } = keepReadyFile(file, aReady);
  await stop();
  await stop();
  assert.not(existsSync(file));
  assert.is(process.listenerCount("exit"), listeners);
});

test("is removed when the process ends without having been asked", () => {
  const file = join(temporaryFolder(), "ready.json");
  const script = `
    require("tsx/cjs");
    const { keepReadyFile } = require("./local/run/ready.ts");
    keepReadyFile(${JSON.stringify(file)}, {});
    if (!require("node:fs").existsSync(${JSON.stringify(file)})) process.exit(5);
    process.exit(130);`;
  const { status, stderr } = spawnSync(process.execPath, ["-e", script], { cwd: resolve(__dirname, "../../..") });
  assert.is(status, 130, String(stderr));
  assert.not(existsSync(file));
});

test.run();
