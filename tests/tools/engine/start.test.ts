import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { project, sampleStack } from "../../../tools/measure/sample/captured-program";
import { temporaryFolder } from "../../helpers/temporary-folder";

const run = async (...options: readonly string[]) => {
  const start = ["tools/main/run.cjs", "tools/main/start.ts", "--config-file", sampleStack("local"), ...options];
  const child = spawn(process.execPath, start, { cwd: project });
  const [[code], stdout, stderr] = await Promise.all([once(child, "close"), text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
};

test("a taken port is named, with the option to choose another, and the process ends", async () => {
  const other = createServer();
  await once(other.listen(0, "127.0.0.1"), "listening");
  const { port } = other.address() as AddressInfo;
  const { code, stderr } = await run("--port", String(port));
  other.close();
  assert.is(code, 1);
  assert.is(
    stderr,
    `Not done: port ${port} for the API Gateway is already in use; --port chooses another one, --port 0 any free one\n`,
  );
});

test("wrong stack config ends it with every fault named, and an address that a stand-in replaces is told", async () => {
  const file = join(temporaryFolder(), "Pulumi.local.yaml");
  writeFileSync(file, `${readFileSync(sampleStack("local"), "utf8")}\n  ai-multi-comms:openaiUrl: nonsense\n`);
  const entry = { company_id: "ci-1", project_id: "pi-1", company_name: "", api_keys: ["A"], project_name: "P" };
  const given = ["batchSize=0", "nonsense=1", `projects=${JSON.stringify([{ ...entry, channels: {} }])}`];
  const { code, stdout, stderr } = await run(
    "--config-file",
    file,
    "--port",
    "0",
    ...given.flatMap((pair) => ["--config", pair]),
  );
  assert.is(code, 1);
  assert.not.match(stdout, "The engine runs");
  assert.match(stdout, `warning: openaiUrl of ${file} is not used on this machine: http://127.0.0.1:`);
  assert.match(stderr, "The stack config has 4 faults; nothing was changed:");
  const faults = ["nonsense is not", "batchSize must", "projects[0].company_name must", "projects[0].api_keys must"];
  for (const fault of faults) assert.match(stderr, `ai-multi-comms:${fault}`);
});
