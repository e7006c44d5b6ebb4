import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { helpText } from "../../../local/run/help-text";

const test = suite("npm start's command line");

const project = resolve(__dirname, "../../..");

const run = async (...options: readonly string[]) => {
  const child = spawn(process.execPath, ["bin/run.cjs", "local/run/main.ts", ...options], { cwd: project });
  const code = new Promise((ended) => child.once("close", ended));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, stdout, stderr };
};

test("--help lists the options and starts nothing", async () => {
  assert.equal(await run("--help"), { code: 0, stdout: `${helpText}\n`, stderr: "" });
});

test("an unknown option ends it, saying which, and where the options are listed", async () => {
  const { code, stdout, stderr } = await run("--prot", "1");
  assert.equal([code, stdout], [1, ""]);
  assert.match(stderr, /^Unknown option '--prot'/);
  assert.match(stderr, /npm start -- --help lists the options\n$/);
});

test("a taken port is named, with the option to choose another, and the process ends", async () => {
  const other = createServer();
  const port = await new Promise<number>((listening) => {
    other.listen(0, "127.0.0.1", () => {
      const address = other.address();
      listening(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  const { code, stderr } = await run("--port", String(port));
  other.close();
  assert.equal(
    [code, stderr],
    [1, `port ${port} for the API Gateway is already in use; --port chooses another one, --port 0 any free one\n`],
  );
});

test("wrong stack config ends it with every fault named", async () => {
  const { code, stderr } = await run("--port", "0", "--config", "batchSize=0", "--config", "nonsense=1");
  assert.is(code, 1);
  assert.match(stderr, /batchSize/);
  assert.match(stderr, /nonsense/);
});

test.run();
