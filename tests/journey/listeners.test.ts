import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { signedWith } from "../helpers/local-clients";
import { eventuallyTrue } from "./eventually";
import { listeningPorts, processTree } from "./processes";
import { newRequest, post } from "./requests";
import { startCommand } from "./started-engine";

/** The process tables that this test reads are Linux's. */
const onLinux = existsSync("/proc/net/tcp") ? test : test.skip;

const CANARY = "sk-canary-of-the-operator";
const environment = {
  OPENAI_API_KEY: CANARY,
  TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
  TWILIO_AUTH_TOKEN: CANARY,
  TWILIO_TEMPLATE_SID: `HX${"0".repeat(32)}`,
};
const NOBODY = "http://127.0.0.1:9";
const engine = startCommand(
  ["--port=0", "--real-providers", `--openai-url=${NOBODY}`, `--twilio-url=${NOBODY}`, `--sendgrid-url=${NOBODY}`],
  environment,
);
test.after(() => engine.kill());

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

onLinux("answer nobody by another name, no page, and nobody without the key of this start", async () => {
  const ready = await engine.ready();
  await post(ready, newRequest().body);
  await eventuallyTrue("a router's and a processor's worker", () => runtimeApis(engine.pid).length >= 2);
  // A worker that starts between the two looks is in the second only.
  const all = listeningPorts(engine.pid);
  const workers = runtimeApis(engine.pid).filter((port) => all.includes(port));
  const functions = Object.values(ready.functions).map(({ invokeUrl }) => invokeUrl);
  const keyed = [...[...Object.values(ready.endpoints), ready.control.url, ...functions].map(portOf), ...workers];
  const [api, console] = [portOf(ready.apiUrl), portOf(ready.consoleUrl)];
  const standIns = all.filter((port) => ![api, console, ...keyed].includes(port));
  assert.is(standIns.length, 3);
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
