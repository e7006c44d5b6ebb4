import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { until } from "../../../helpers/time-and-chance";
import { codeFolder, isRunning } from "./a-function";

test("the workers of a host that was SIGKILLed end by themselves", async () => {
  const folder = codeFolder(
    "exports.answer = async () => 1; exports.hang = async () => { console.log('x'); return new Promise(() => setInterval(() => {}, 1000)); };",
  );
  const host = spawn(process.execPath, ["-r", "tsx/cjs", join(__dirname, "doomed-host.ts"), folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(createInterface({ input: host.stdout }), "line");
  const pids: readonly number[] = JSON.parse(String(line));
  assert.equal(pids.map(isRunning), [true, true]);
  host.kill("SIGKILL");
  await until("both workers have ended", () => !pids.some(isRunning));
});
