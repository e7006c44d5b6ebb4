import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { Page } from "playwright-core";
import * as assert from "uvu/assert";
import { listenOnLoopback } from "../../tools/aws/http";
import type { Engine } from "../../tools/engine/run/start-engine";
import { listeningPorts } from "../journey/processes";
import { newRequest } from "../journey/requests";
import { pageSuite } from "./page-engine";

const { test, run } = pageSuite("a page of a foreign origin");

/** The first demonstration project's key as it once was on every machine. */
const KNOWN_KEY = "dec2825b60e710635580e3c52b3d111c074bcaa9";

const aws = (target: string) => ({
  "x-amz-target": target,
  "content-type": "application/x-amz-json-1.0",
  authorization: "AWS4-HMAC-SHA256 Credential=local/20261120/eu-north-1/dynamodb/aws4_request",
});

/** What a page may ask of every port, knowing the product but no key of this start. */
const attemptsOn = ({ ready }: Engine) => {
  const message = JSON.stringify(newRequest().body);
  const post = { method: "POST", body: message, credentials: "include" } as const;
  const invocations = Object.keys(ready.functions).map((name) => `/2015-03-31/functions/${name}/invocations`);
  return [
    ["/", {}],
    ["/_ledger", {}],
    ["/_faults", { method: "PUT", body: '[{ "fault": { "status": 500 } }]' }],
    ["/api/conversations", { credentials: "include" }],
    ["/api/try", post],
    ["/", { ...post, headers: aws("DynamoDB_20120810.ListTables"), body: "{}" }],
    ["/", { ...post, headers: aws("AmazonSQS.ListQueues"), body: "{}" }],
    ["/", { ...post, headers: aws("secretsmanager.ListSecrets"), body: "{}" }],
    ...invocations.map((path) => [path, post] as const),
    ["/2018-06-01/runtime/invocation/next", {}],
    ["/update", post],
    ["/local/initiate-conversation", post],
    ["/local/initiate-conversation", { ...post, headers: { "x-api-key": KNOWN_KEY } }],
  ] as const;
};

/** Runs in the page: asks a port for everything, aloud and blindly, and gives what could be read of the answers. */
const IN_PAGE = `async ([url, attempts]) => {
  const read = [];
  const soon = (init) => ({ ...init, signal: AbortSignal.timeout(5000) });
  const aloud = ([path, init]) =>
    fetch(url + path, soon(init)).then(async (answer) => read.push(path + ": " + await answer.text()), () => 0);
  const blindly = ([path, init]) =>
    fetch(url + path, { ...soon(init), mode: "no-cors" }).then(({ type }) => type === "opaque" || read.push(path), () => 0);
  const socket = new Promise((resolve) => {
    const one = new WebSocket(url.replace("http", "ws"));
    one.onopen = () => resolve(read.push("a web socket"));
    one.onerror = resolve;
  });
  await Promise.all([...attempts.map(aloud), ...attempts.map(blindly), socket]);
  return read;
}`;

const askFrom = (page: Page, port: number, attempts: ReturnType<typeof attemptsOn>): Promise<readonly string[]> =>
  page.evaluate(`(${IN_PAGE})(${JSON.stringify([`http://127.0.0.1:${port}`, attempts])})`);

/** A page, and what any page may read: without it, nothing read would prove nothing. */
const openServer = () => {
  const headers = { "content-type": "text/html", "access-control-allow-origin": "*" };
  const server = createServer((_, response) => response.writeHead(200, headers).end("<title>evil</title>"));
  return listenOnLoopback("the foreign page", 0, server, () => undefined);
};

/** The ports on which an engine of this process listens (Linux: the process tables tell of them). */
const portsOf = (ready: Engine["ready"], others: readonly number[]): readonly number[] => {
  const told = [ready.apiUrl, ready.consoleUrl, ready.control.url, ...Object.values(ready.providers)];
  const functions = Object.values(ready.functions).map(({ invokeUrl }) => invokeUrl);
  const urls = [...told, ...functions, ...Object.values(ready.endpoints)];
  const seen = existsSync("/proc/net/tcp") ? listeningPorts(process.pid) : [];
  return [...new Set([...urls.map((url) => Number(new URL(String(url)).port)), ...seen])].filter(
    (port) => !others.includes(port),
  );
};

const changeable = ({ providers: { ledger, faults } }: Engine) => ({
  accepted: ledger.entries().length,
  refused: ledger.attempts().length,
  faults: faults.list(),
});

for (const name of ["evil.localhost", "127.0.0.1"])
  test(`on ${name}, given every port of a running engine, reads nothing and sends nothing`, async (page, engine) => {
    const [foreign, open] = [await openServer(), await openServer()];
    const ports = portsOf(engine.ready, [foreign.port, open.port]);
    const calls: string[] = [];
    const deaf = engine.services.taps.dynamo.onAnswer(({ operation }) => void calls.push(operation));
    const before = changeable(engine);
    // The same browser, which has the console's cookie.
    const evil = await page.context().newPage();
    await evil.goto(`http://${name}:${foreign.port}/`);
    const attempts = attemptsOn(engine);
    const ofOpen = await askFrom(evil, open.port, attempts);
    const read: string[] = [];
    for (const port of ports) read.push(...(await askFrom(evil, port, attempts)).map((answer) => `${port}${answer}`));
    await evil.close();
    await Promise.all([foreign.stop(), open.stop()]);
    deaf();
    assert.ok(ports.length >= 10, `${ports.length} ports`);
    assert.ok(ofOpen.length >= 3, "what is open to pages is read");
    assert.equal(read, []);
    assert.equal(changeable(engine), before);
    assert.equal(
      calls.filter((operation) => /Put|Update|Delete|Write|List/.test(operation)),
      [],
    );
  });

run();
