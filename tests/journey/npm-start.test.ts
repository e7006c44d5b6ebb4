import { execFile } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { promisify } from "node:util";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { eventually } from "./eventually";
import { isAlive, processTree, watchNetwork } from "./processes";
import { newRequest, post } from "./requests";
import { type StartedEngine, startCommand } from "./started-engine";

const test = suite("npm start");
const run = promisify(execFile);

/** The process tables that these tests read are Linux's. */
const onLinux = existsSync("/proc/net/tcp") ? test : test.skip;

const started: StartedEngine[] = [];

const start = (...options: readonly string[]): StartedEngine => {
  const engine = startCommand(["--port", "0", ...options]);
  started.push(engine);
  return engine;
};

test.after(() => {
  for (const engine of started) engine.kill();
});

const sendsAt = async (twilio: string, to: string): Promise<readonly unknown[]> =>
  (await (await fetch(`${twilio}/_ledger?to=${encodeURIComponent(to)}`)).json()) as readonly unknown[];

/** The command that the banner asks to paste: from `curl` to the end of its paragraph. */
const pastedLine = (output: string): string => /^curl [\s\S]*?(?=\n\n|\n$)/m.exec(output)?.[0] ?? "no curl line";

onLinux(
  "prints a command that sends a message, keeps to 127.0.0.1 all the while, and Ctrl-C leaves nothing behind",
  async () => {
    const engine = start();
    const seen = watchNetwork(engine.pid);
    const ready = await engine.ready();
    await eventually("banner", async () => (/^curl /m.test(engine.output()) ? true : undefined));

    const { stdout } = await run("bash", ["-c", pastedLine(engine.output())]);
    await eventually(
      "the message at the telephone",
      async () => {
        const [send] = await sendsAt(ready.providers.twilio, "+447400123456");
        return send;
      },
      2,
    );
    for (const channel of ["sms", "email"] as const) await post(ready, newRequest(channel).body);
    await eventually("all three messages on the terminal", async () =>
      (engine.output().match(/ {2}sent {6}(whatsapp|sms|email) to /g) ?? []).length === 3 ? true : undefined,
    );
    const tree = processTree(engine.pid);
    const sockets = seen();

    assert.is(JSON.parse(stdout).status, "success");
    assert.is(statSync(engine.readyFile).mode & 0o777, 0o600);
    assert.ok(tree.length >= 5, "router and three processors run");
    assert.ok(
      sockets.some(({ remote }) => remote === "127.0.0.1"),
      "connections were seen",
    );
    assert.equal(
      sockets.filter(({ kind, local, remote }) => {
        return kind !== "tcp" || local !== "127.0.0.1" || !["127.0.0.1", "0.0.0.0"].includes(remote);
      }),
      [],
    );

    engine.signalGroup("SIGINT");
    assert.equal(await engine.exited, { code: 0, signal: null }, engine.output());
    assert.match(engine.output(), /\nEnding …\n(.*\n)*Ended\.\n$/);
    assert.not(existsSync(engine.readyFile));
    assert.equal(tree.filter(isAlive), []);
  },
);

onLinux("killed outright leaves no function running", async () => {
  const engine = start();
  const ready = await engine.ready();
  const request = newRequest();
  await post(ready, request.body);
  await eventually("a message", async () => (await sendsAt(ready.providers.twilio, request.recipient))[0]);
  const tree = processTree(engine.pid);

  engine.kill();
  await engine.exited;

  assert.ok(tree.length >= 3);
  await eventually("the end of all", async () => (tree.some(isAlive) ? undefined : true));
});

onLinux("stopped while it is still starting ends in order too", async () => {
  const engine = start();
  await eventually("first line", async () => (engine.output().includes("Deploying") ? true : undefined));
  await eventually("the program's process", async () => (processTree(engine.pid).length > 1 ? true : undefined));
  const tree = processTree(engine.pid);

  engine.signalGroup("SIGINT");

  assert.equal(await engine.exited, { code: 0, signal: null }, engine.output());
  assert.match(engine.output(), /\nEnding …\n(.*\n)*Ended\.\n$/);
  assert.equal(tree.filter(isAlive), []);
});

onLinux("killed outright while it is still starting leaves no program running", async () => {
  const engine = start();
  await eventually("the program's process", async () => (processTree(engine.pid).length > 1 ? true : undefined));
  const tree = processTree(engine.pid);

  engine.kill();
  await engine.exited;

  await eventually("the end of all", async () => (tree.some(isAlive) ? undefined : true));
});

test.run();
