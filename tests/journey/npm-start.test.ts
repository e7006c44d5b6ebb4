import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Ready } from "../../tools/engine/run/ready";
import { signedWith } from "../helpers/local-clients";
import { temporaryFolder } from "../helpers/temporary-folder";
import { eventually, eventuallyTrue } from "./eventually";
import { isAlive, listeningPorts, processTree, watchNetwork } from "./processes";
import { newRequest, post } from "./requests";
import { type StartedEngine, startCommand } from "./started-engine";

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

/** Ctrl-C ends the command in order, and every process of its tree. */
const endInOrder = async (engine: StartedEngine, tree: readonly number[]): Promise<void> => {
  engine.signalGroup("SIGINT");
  assert.equal(await engine.exited, { code: 130, signal: null }, engine.output());
  assert.match(engine.output(), /\nEnding …\n(.*\n)*Ended\.\n$/);
  assert.equal(tree.filter(isAlive), []);
};

/** Every process of its tree ends though the command cannot see to it. */
const killOutright = async (engine: StartedEngine, tree: readonly number[]): Promise<void> => {
  engine.kill();
  await engine.exited;
  await eventuallyTrue("the end of all", () => !tree.some(isAlive));
};

const treeOnceProgramRuns = async ({ pid }: StartedEngine): Promise<readonly number[]> => {
  await eventuallyTrue("the program's process", () => processTree(pid).length > 1);
  return processTree(pid);
};

const sendsAt = async ({ providers, credentials }: Ready, to: string): Promise<readonly unknown[]> => {
  const headers = { authorization: `Bearer ${credentials.accessKeyId}` };
  const answer = await fetch(`${providers.twilio}/_ledger?to=${encodeURIComponent(to)}`, { headers });
  return (await answer.json()) as readonly unknown[];
};

/** What of a folder anybody but its owner may look into, the folder itself too. */
const openToOthers = (folder: string): readonly string[] =>
  ["", ...readdirSync(folder, { recursive: true, encoding: "utf8" })].filter(
    (name) => (statSync(join(folder, name)).mode & 0o077) !== 0,
  );

/** The commands that the banner asks to paste: from `curl` to the end of each one's paragraph. */
const pastedLines = (output: string): readonly string[] => output.match(/^curl [\s\S]*?(?=\n\n|\n$)/gm) ?? [];

const state = ["--state", join(temporaryFolder(), "state")] as const;
let engine = start(...state);

onLinux("prints a command that sends a message, and keeps to 127.0.0.1 all the while", async () => {
  const seen = watchNetwork(engine.pid);
  const ready = await engine.ready();
  await eventuallyTrue("banner", () => /^curl /m.test(engine.output()));

  const [sending = "none", asking = "none"] = pastedLines(engine.output());
  const { stdout } = await run("bash", ["-c", sending]);
  await eventually("the message at the telephone", async () => (await sendsAt(ready, "+447400123456"))[0]);
  for (const channel of ["sms", "email"] as const) await post(ready, newRequest(channel).body);
  await eventuallyTrue(
    "all three messages on the terminal",
    () => engine.output().match(/ {2}sent {6}(whatsapp|sms|email) to /g)?.length === 3,
  );
  const asked = await run("bash", ["-c", asking]);
  const tree = processTree(engine.pid);
  const sockets = seen();

  assert.is(JSON.parse(stdout).status, "success");
  assert.is(JSON.parse(asked.stdout).channel, "whatsapp");
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
});

const portOf = (url: string | null): number => Number(new URL(url ?? "").port);

/** Ports of the Runtime APIs that the engine's workers were given. */
const runtimeApis = (pid: number): readonly number[] => {
  const given = processTree(pid).map((child) =>
    /AWS_LAMBDA_RUNTIME_API=[^\0]*:(\d+)/.exec(readFileSync(`/proc/${child}/environ`, "utf8")),
  );
  return given.flatMap((found) => (found === null ? [] : [Number(found[1])]));
};

const ask = async (port: number, headers: Readonly<Record<string, string>>) => {
  const asked = { host: `127.0.0.1:${port}`, "x-amz-target": "secretsmanager.ListSecrets", ...headers };
  const sent = request({ host: "127.0.0.1", port, path: "/_ledger", method: "POST", headers: asked, agent: false });
  const [answer]: readonly IncomingMessage[] = await once(sent.end("{}"), "response");
  if (answer === undefined) throw new Error(`there is no answer at ${port}`);
  const { statusCode: status, headers: given } = answer;
  return { status, origin: given["access-control-allow-origin"], body: await text(answer) };
};

onLinux("answers nobody by another name, no page, and nobody without the key of this start, at any port", async () => {
  const ready = await engine.ready();
  await eventuallyTrue("a router's and a processor's worker", () => runtimeApis(engine.pid).length >= 2);
  // A worker that starts between the two looks is in the second only.
  const all = listeningPorts(engine.pid);
  const workers = runtimeApis(engine.pid).filter((port) => all.includes(port));
  const functions = Object.values(ready.functions).map(({ invokeUrl }) => invokeUrl);
  const { company: _, ...services } = ready.endpoints;
  const keyed = [...[...Object.values(services), ready.control.url, ...functions].map(portOf), ...workers];
  const [api, console] = [portOf(ready.apiUrl), portOf(ready.consoleUrl)];
  const standIns = all.filter((port) => ![api, console, ...keyed].includes(port));
  assert.is(standIns.length, 4);
  const authorization = signedWith(ready.credentials.accessKeyId);

  for (const port of all) {
    const pages = [
      { host: `rebound.example:${port}` },
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ];
    for (const page of pages) {
      const { status, origin } = await ask(port, { authorization, ...page });
      assert.equal([status, origin], [403, undefined], `port ${port} to ${JSON.stringify(page)}`);
    }
  }
  for (const port of [...keyed, ...standIns])
    for (const wrong of ["", signedWith("local"), `Bearer ${"0".repeat(64)}`])
      assert.is(
        (await ask(port, { authorization: wrong })).status,
        standIns.includes(port) ? 401 : 403,
        `port ${port}`,
      );

  const { status, body } = await ask(portOf(ready.endpoints.secretsmanager), { authorization });
  assert.equal([status, body.includes("ai-multi-comms/")], [200, true]);
});

/** Has Twilio say that it is asked too often, until its process ends. */
const failTwilio = async ({ providers, credentials }: Ready): Promise<void> => {
  const answer = await fetch(`${providers.twilio}/_faults`, {
    method: "PUT",
    headers: { authorization: `Bearer ${credentials.accessKeyId}`, "content-type": "application/json" },
    body: JSON.stringify([{ operation: "messages.create", times: "always", fault: { code: 20429 } }]),
  });
  assert.is(answer.status, 200, await answer.text());
};

onLinux(
  "killed outright leaves no function running, and with --state the next one sends once what was under way",
  async () => {
    const ready = await engine.ready();
    await failTwilio(ready);
    const request = newRequest();
    await post(ready, request.body);
    await eventuallyTrue("a try that failed", () => /setback {3}whatsapp receive 1: NotSent/.test(engine.output()));
    const tree = processTree(engine.pid);
    assert.ok(tree.length >= 3);
    await killOutright(engine, tree);
    assert.equal(openToOthers(state[1]), []);

    engine = start(...state);
    const nextReady = await engine.ready();
    await eventually("the message", async () => (await sendsAt(nextReady, request.recipient))[0]);
    // On a busy machine the receipt that it was read may overtake the one that it was delivered, which is then old news.
    await eventuallyTrue("its receipt", () => /receipt {3}whatsapp (delivered|read)/.test(engine.output()));
    assert.is((await sendsAt(nextReady, request.recipient)).length, 1);
  },
);

onLinux("Ctrl-C leaves nothing behind", async () => {
  await engine.ready();
  await endInOrder(engine, processTree(engine.pid));
  assert.not(existsSync(engine.readyFile));
});

onLinux("stopped while it is still starting ends in order too", async () => {
  const engine = start();
  await eventuallyTrue("first line", () => engine.output().includes("Deploying"));
  const tree = await treeOnceProgramRuns(engine);

  await endInOrder(engine, tree);
});

onLinux("killed outright while it is still starting leaves no program running", async () => {
  const engine = start();
  await killOutright(engine, await treeOnceProgramRuns(engine));
});
