import { execFile } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import {
  createProgram,
  flattenDiagnosticMessageText,
  getPreEmitDiagnostics,
  ModuleKind,
  ModuleResolutionKind,
} from "typescript";
import * as assert from "uvu/assert";
import { type Client, createClient, type Ids, type InitiateRequest } from "../../clients/typescript/src/index";
import type { Ready } from "../../tools/engine/run/ready";
import { installedClient, readmeLines } from "../helpers/packed-client";
import { journeySuite } from "./engines";
import { keyOf, newRequest } from "./requests";

const test = journeySuite("the client's package");
const run = promisify(execFile);

let installed: Promise<string> | undefined;
/** Packed once for all of the tests. */
const folderOfClient = (): Promise<string> => {
  installed ??= installedClient();
  return installed;
};

/** This Node, and whatever other one a shell here would find. */
const nodes = [
  ...new Set([
    process.execPath,
    ...(process.env.PATH ?? "")
      .split(delimiter)
      .filter((folder) => !folder.includes("node_modules"))
      .map((folder) => join(folder, "node"))
      .filter((file) => existsSync(file))
      .slice(0, 1),
  ]),
];

test("holds what it needs and no more", async () => {
  const folder = join(await folderOfClient(), "node_modules");
  const has = (path: string) => readdirSync(join(folder, path)).filter((name) => !name.startsWith("."));
  assert.equal(
    [
      has(""),
      has("ai-multi-comms-client"),
      has("ai-multi-comms-client/dist").filter((name) => !/\.(js|d\.ts)$/.test(name)),
    ],
    [["ai-multi-comms-client"], ["LICENSE", "README.md", "dist", "package.json"], []],
  );
});

test("a stranger pastes the README's ten lines, and the message arrives", async ({ ready }) => {
  const folder = await folderOfClient();
  const lines = readmeLines(ready.apiUrl, keyOf(ready));
  assert.is(lines.trimEnd().split("\n").length, 10);
  writeFileSync(join(folder, "first.mjs"), lines);
  for (const node of nodes) {
    const { stdout } = await run(node, ["first.mjs"], { cwd: folder });
    assert.match(stdout, /^(delivered|read)\n$/, node);
  }
});

/** What a program of a company's may look like. */
const typed = `${readmeLines("https://api.example/prod", "k")}
import { type Failure, type InitiateRequest, verifyWebhook, type WebhookEvent } from "ai-multi-comms-client";

const request: InitiateRequest = {
  company_data: { company_id: "c", project_id: "p" },
  recipient_data: { recipient_first_name: "Ada", recipient_tel: "+447400123456", comms_consent: true, age: "36" },
  request_data: { request_id: "r", channel_method: "sms", initial_request_timestamp: "2026-11-20T11:45:32.789Z" },
  project_data: { jobRole: "Healthcare Assistant", points: [{ point: "licence", confirmed: false }] },
};
const words = ({ code, errors, retryAfterSeconds }: Failure): string =>
  [code, ...errors.map(({ field }) => field), retryAfterSeconds ?? ""].join(" ");
for (const result of await client.initiateMany([request], { concurrency: 2 }))
  console.log(result.ok ? result.value.conversation_id : words(result));
const cancelled = await client.cancel({ company_id: "c", project_id: "p", request_id: "r" }, { reason: "hired", by: "Grace" });
if (!cancelled.ok && cancelled.code === "ALREADY_SENT") console.log(cancelled.message);
const told = await verifyWebhook(["whsec_AAAA"], new Headers(), new Uint8Array());
const hear = (event: WebhookEvent): string =>
  event.type === "message.failed" ? \`\${event.data.request_id}: \${event.data.reason}\` : event.timestamp;
if (told.ok) console.log(hear(told.event));
// @ts-expect-error a channel that there is none of
request.request_data.channel_method === "fax";
`;

test("its types take a program of a company's, for Node and for a bundler", async () => {
  const folder = await folderOfClient();
  const file = join(folder, "typed.mts");
  writeFileSync(file, typed);
  for (const [module, moduleResolution] of [
    [ModuleKind.NodeNext, ModuleResolutionKind.NodeNext],
    [ModuleKind.ESNext, ModuleResolutionKind.Bundler],
  ] as const) {
    const lib = ["lib.es2022.d.ts", "lib.dom.d.ts"];
    const options = {
      strict: true,
      noEmit: true,
      exactOptionalPropertyTypes: true,
      target: 9,
      types: [],
      lib,
      module,
      moduleResolution,
    };
    assert.equal(
      getPreEmitDiagnostics(createProgram([file], options)).map(({ messageText }) =>
        flattenDiagnosticMessageText(messageText, "\n"),
      ),
      [],
    );
  }
});

const clientOf = (ready: Ready, apiKey = keyOf(ready)): Client => createClient({ baseUrl: ready.apiUrl, apiKey });

const asRequest = ({ body }: ReturnType<typeof newRequest>) => body as unknown as InitiateRequest;

test("starts, repeats, sees, and cannot stop what was sent", async ({ ready }) => {
  const client = clientOf(ready);
  const requests = [newRequest(), newRequest("sms"), newRequest("email")];
  const [first, ...started] = await client.initiateMany(requests.map(asRequest));
  if (!first?.ok) return assert.unreachable(first?.message);
  assert.equal(first.ids.request_id, requests[0]?.requestId);
  assert.ok(started.every(({ ok }) => ok));

  const seen = await client.waitFor(first.ids, "sent");
  assert.ok(seen.ok && seen.reached && seen.value.conversation_status === "initial_message_sent");
  const again = await client.initiate(asRequest(requests[0] ?? newRequest()));
  assert.ok(again.ok && again.replayed);
  const cancelled = await client.cancel(first.ids, { by: "Grace" });
  assert.is(cancelled.ok ? "" : cancelled.code, "ALREADY_SENT");
});

test("stops what is not on its way, and says so to who waits", async ({ ready, providers }) => {
  const client = clientOf(ready);
  const request = newRequest();
  // For as long as it takes: nothing of it is on its way to the carrier before the assistant has written.
  const mend = providers.faults.add({
    provider: "openai",
    operation: "responses.create",
    fault: { status: 500 },
    times: "always",
  });
  const started = await client.initiate(asRequest(request));
  if (!started.ok) return assert.unreachable(started.message);
  await client.waitFor(started.ids, "processing");
  const cancelled = await client.cancel(started.ids, { reason: "The place is taken", by: "Grace" });
  const seen = await client.waitFor(started.ids, "delivered");
  mend();
  assert.equal([cancelled.ok, seen.ok && [seen.reached, seen.value.conversation_status]], [true, [false, "cancelled"]]);
});

test("what is refused is told alike by engine and gateway", async ({ ready }) => {
  const ids: Ids = { company_id: "ci-aaa-001", project_id: "pi-aaa-001", request_id: newRequest().requestId };
  const of = async (client: Client) => {
    const result = await client.status(ids);
    return result.ok ? "" : [result.status, result.code, result.retryAfterSeconds];
  };
  assert.equal(
    [
      await of(clientOf(ready)),
      await of(clientOf(ready, "unknown")),
      await of(clientOf(ready, keyOf(ready, "ci-bbb-002"))),
    ],
    [
      [404, "CONVERSATION_NOT_FOUND", 2],
      [403, "KEY_REFUSED", null],
      [404, "COMPANY_NOT_FOUND", null],
    ],
  );
});

test.run();
