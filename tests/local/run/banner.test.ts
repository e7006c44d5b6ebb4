import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { banner } from "../../../local/run/banner";
import { curlLine } from "../../../local/run/demonstration";
import { validateRequest } from "../../../runtime/request/validate-request";
import { REQUEST_ID } from "../../helpers/valid-body";
import { aReady } from "./a-ready";

const test = suite("banner");

const AT = new Date("2026-11-20T11:45:32.789Z");
const [key = { company_id: "", project_id: "", label: "", id: "", value: "" }] = aReady.apiKeys;

test("names the API, each project with its key, and the providers", () => {
  assert.is(
    banner({ ...aReady, apiKeys: [] }, 4.96, REQUEST_ID, AT),
    [
      "The engine runs, 5.0 s after it was started; Ctrl-C ends it.",
      "",
      "  API         http://127.0.0.1:1/local/initiate-conversation",
      "  openai      http://127.0.0.1:6",
      "  twilio      http://127.0.0.1:7",
      "  sendgrid    http://127.0.0.1:8",
      "",
    ].join("\n"),
  );
  assert.match(banner(aReady, 1, REQUEST_ID, AT), "\n  Project     ci-aaa-001 pi-aaa-001  x-api-key key-value\n");
});

test("names the console before all else, and how to send a message in it", () => {
  const text = banner({ ...aReady, consoleUrl: "http://127.0.0.1:9/?key=k" }, 1, REQUEST_ID, AT);
  assert.is(text.split("\n")[2], "  Console     http://127.0.0.1:9/?key=k");
  assert.match(text, "open the console, or paste this");
});

test("ends with the command to paste", () => {
  assert.ok(banner(aReady, 1, REQUEST_ID, AT).endsWith(`\n\n${curlLine(aReady, key, REQUEST_ID, AT)}\n`));
});

test("gives a command that a shell understands, with a request that is sound", async () => {
  let seen: readonly unknown[] = [];
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    seen = [method, url, headers["x-api-key"], headers["content-type"], JSON.parse(await text(request))];
    response.end("heard");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const line = curlLine({ ...aReady, apiUrl: `http://127.0.0.1:${port}/local` }, key, REQUEST_ID, AT);

  const { stdout } = await promisify(execFile)("bash", ["-c", line]);
  server.close();

  const [method, url, apiKey, contentType, body] = seen;
  assert.is(stdout, "heard");
  assert.equal(
    [method, url, apiKey, contentType],
    ["POST", "/local/initiate-conversation", "key-value", "application/json"],
  );
  assert.is(validateRequest(Object(body))._tag, "Right");
});

test.run();
