import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { announce, keepReadyFile } from "../../../../tools/engine/run/ready";
import { startControl } from "../../../../tools/engine/update/control";
import { temporaryFolder } from "../../../helpers/temporary-folder";
import { aReady } from "./a-ready";

const testReady = suite("ready file");

testReady("holds the whole object, is readable by its owner only, and nothing lies beside it", async () => {
  const file = join(temporaryFolder(), "ready.json");
  const { stop } = keepReadyFile(file, aReady);
  assert.equal(JSON.parse(readFileSync(file, "utf8")), aReady);
  assert.is(statSync(file).mode & 0o777, 0o600);
  assert.equal(readdirSync(dirname(file)), ["ready.json"]);
  await stop();
});

testReady("takes the place of an older one in one step, with its own mode", async () => {
  const file = join(temporaryFolder(), "ready.json");
  writeFileSync(file, "an older one", { mode: 0o644 });
  const older = statSync(file).ino;
  const { stop } = keepReadyFile(file, aReady);
  assert.is.not(statSync(file).ino, older);
  assert.is(statSync(file).mode & 0o777, 0o600);
  await stop();
});

testReady("is removed on request, once or more", async () => {
  const file = join(temporaryFolder(), "ready.json");
  const listeners = process.listenerCount("exit");
  const { stop } = keepReadyFile(file, aReady);
  await stop();
  await stop();
  assert.not(existsSync(file));
  assert.is(process.listenerCount("exit"), listeners);
});

testReady("is removed when the process ends without having been asked", () => {
  const file = join(temporaryFolder(), "ready.json");
  const script = `
    require("tsx/cjs");
    const { keepReadyFile } = require("./tools/engine/run/ready.ts");
    keepReadyFile(${JSON.stringify(file)}, {});
    if (!require("node:fs").existsSync(${JSON.stringify(file)})) process.exit(5);
    process.exit(130);`;
  const { status, stderr } = spawnSync(process.execPath, ["-e", script], { cwd: resolve(__dirname, "../../../..") });
  assert.is(status, 130, String(stderr));
  assert.not(existsSync(file));
});

const testAnnounce = suite("announce");

testAnnounce("leaves the file of an engine that lives, and takes the place of one that does not", async () => {
  const file = join(temporaryFolder(), ".local", "ready.json");
  const { url, token, stop } = await startControl(() => TE.left("not asked for"));
  const living = await announce(file, { ...aReady, control: { url, token } });
  const second = await announce(file, aReady);
  const kept = readFileSync(file, "utf8");
  await stop();
  const third = await announce(file, { ...aReady, region: "eu-west-1" });

  assert.is(second, undefined);
  assert.is(JSON.parse(kept).control.token, token);
  assert.is(JSON.parse(readFileSync(file, "utf8")).region, "eu-west-1");
  assert.equal(
    [file, dirname(file)].map((path) => statSync(path).mode & 0o777),
    [0o600, 0o700],
  );
  await third?.stop();
  await living?.stop();
  assert.not(existsSync(file));
});

testAnnounce("takes the place of a file that is none", async () => {
  const file = join(temporaryFolder(), "ready.json");
  writeFileSync(file, "{");
  const announced = await announce(file, aReady);
  assert.equal(JSON.parse(readFileSync(file, "utf8")), aReady);
  await announced?.stop();
});
