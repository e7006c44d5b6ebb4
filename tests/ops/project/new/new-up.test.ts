import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { configFolder, emptyStack, newProject } from "../config-folder";
import { onThePath } from "../connect/on-the-path";

const test = suite("project new --up");

test("where a person sits and no engine runs, one is started after the answer", async () => {
  const { run, folder, read } = configFolder(emptyStack);
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin/run.cjs"), `require("node:fs").writeFileSync("started", process.argv[2]);`);

  const { code, text } = await run(
    [...newProject, "--requests-per-minute", "1", "--requests-per-day", "9", "--simulate", "--model", "m", "--up"],
    [],
  );

  assert.is(code, 0, text);
  assert.match(text, /No engine runs on this machine, so one is started here/);
  assert.ok(read().includes("pi-ccc-001"));
  assert.ok(existsSync(join(folder, "started")));
});

test("where nobody sits and no engine runs, it is said that the config is not in effect", async () => {
  const { run, read } = configFolder(emptyStack);
  const { code, text } = await run([...newProject, "--up"]);
  assert.is(code, 1);
  assert.match(text, /No engine runs on this machine: the config is written, and the next npm start brings it/);
  assert.ok(read().includes("pi-ccc-001"));
});

test("a deployed stack is brought up to date by Pulumi, whose failure is told", async () => {
  const { run, folder } = configFolder(emptyStack, "dev");
  const up = (script: string, id: string) =>
    onThePath("npx", script, () =>
      run([...newProject.map((word) => (word === "pi-ccc-001" ? id : word)), "--stack", "dev", "--up", "--yes"]),
    );

  const done = await up(`echo "$*" > "${join(folder, "typed")}"`, "pi-1");
  const failed = await up("exit 255", "pi-2");

  assert.equal([done.code, failed.code], [0, 1]);
  assert.is(readFileSync(join(folder, "typed"), "utf8"), "pulumi up --stack dev --yes\n");
  assert.match(done.text, /pulumi up has brought dev up to date/);
  assert.match(failed.text, /pulumi up ended with exit code 255: the config is written and NOT in effect/);
});

test.run();
