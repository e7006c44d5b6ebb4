import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { validateRequest } from "../../../../runtime/request/validate-request";
import type { StateValue } from "../../../../tools/aws/cloudwatch/alarm";
import {
  accessText,
  alarmText,
  banner,
  curlLine,
  ledgerText,
  logLineText,
  updateText,
} from "../../../../tools/engine/run/terminal";
import { REQUEST_ID } from "../../../../tools/measure/sample/request";
import type { LedgerEntry } from "../../../../tools/providers/ledger/ledger-entry";
import { aReady } from "./a-ready";

const testBanner = suite("banner");

const STARTED_AT = new Date("2026-11-20T11:45:32.789Z");
const [key = { company_id: "", project_id: "", label: "", id: "", value: "" }] = aReady.apiKeys;

const bannerOf = (ready: typeof aReady, seconds = 1): string => banner(ready, seconds, REQUEST_ID, STARTED_AT);

testBanner("names the API, each project with its key, the providers, and where companies are told", () => {
  assert.is(
    bannerOf({ ...aReady, apiKeys: [] }, 4.96),
    [
      "The engine runs, 5.0 s after it was started; Ctrl-C ends it.",
      "",
      "  API         http://127.0.0.1:1/local/initiate-conversation",
      "  openai      http://127.0.0.1:6",
      "  twilio      http://127.0.0.1:7",
      "  sendgrid    http://127.0.0.1:8",
      "  company     http://127.0.0.1:10",
      "",
    ].join("\n"),
  );
  assert.match(bannerOf(aReady), "\n  Project     ci-aaa-001 pi-aaa-001  x-api-key key-value\n");
});

testBanner("names the console before all else, and how to send a message in it", () => {
  const text = bannerOf({ ...aReady, consoleUrl: "http://127.0.0.1:9/?key=k" });
  assert.is(text.split("\n")[2], "  Console     http://127.0.0.1:9/?key=k");
  assert.match(text, "open the console, or paste this");
});

testBanner("ends with the commands to paste: that sends a message, and that asks what became of it", () => {
  const asking = `curl -s http://127.0.0.1:1/local/conversations/ci-aaa-001/pi-aaa-001/${REQUEST_ID} \\\n  -H 'x-api-key: key-value'`;
  assert.ok(
    bannerOf(aReady).endsWith(
      `\n\n${curlLine(aReady, key, REQUEST_ID, STARTED_AT)}\n\nThen ask what became of it:\n\n${asking}\n`,
    ),
  );
});

testBanner("gives a command that a shell understands, with a request that is sound", async () => {
  let seen: readonly unknown[] = [];
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    seen = [method, url, headers["x-api-key"], headers["content-type"], JSON.parse(await text(request))];
    response.end("heard");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const line = curlLine({ ...aReady, apiUrl: `http://127.0.0.1:${port}/local` }, key, REQUEST_ID, STARTED_AT);

  const { stdout } = await promisify(execFile)("bash", ["-c", line]);
  server.close();

  assert.is(stdout, "heard");
  assert.equal(seen.slice(0, 4), ["POST", "/local/initiate-conversation", "key-value", "application/json"]);
  assert.is(validateRequest(Object(seen[4]))._tag, "Right");
});

const testTerminalLines = suite("terminal lines");

const AT = "2026-11-20T11:45:32.789Z";

const logged = (content: object | string) => ({
  functionName: "a-function",
  logGroup: "/aws/lambda/a-function",
  timestamp: AT,
  line: typeof content === "string" ? content : JSON.stringify(content),
});

const lines: readonly (readonly [string, object | string, string | undefined])[] = [
  [
    "an accepted request",
    { message: { event: "request_accepted", channel: "sms", company_id: "c", project_id: "p", request_id: "r" } },
    "11:45:32  accepted  sms for c p, request r",
  ],
  [
    "a refused request",
    { level: "INFO", message: { event: "request_rejected", error_code: "INVALID_REQUEST" } },
    "11:45:32  refused   INVALID_REQUEST",
  ],
  [
    "a refused request with its reason",
    { level: "ERROR", message: { event: "request_rejected", error_code: "COMPANY_NOT_FOUND", reason: "why" } },
    "11:45:32  refused   COMPANY_NOT_FOUND (why)",
  ],
  [
    "a cancelled request",
    { message: { event: "request_cancelled", company_id: "c", project_id: "p", request_id: "r" } },
    "11:45:32  cancelled for c p, request r",
  ],
  [
    "a refused question",
    { level: "INFO", message: { event: "asking_rejected", error_code: "NOT_PERMITTED" } },
    "11:45:32  refused   NOT_PERMITTED",
  ],
  [
    "a setback",
    { message: { event: "setback", channel: "email", receive: 2, status: "SecretMissing", reason: "secret x: gone" } },
    "11:45:32  setback   email receive 2: SecretMissing, secret x: gone",
  ],
  [
    "a receipt",
    { message: { event: "delivery", status: "delivered", channel: "sms", request_id: "r" } },
    "11:45:32  receipt   sms delivered, request r",
  ],
  ...(
    [
      [{ status: "Refused", reason: "it answered 503", retry_in_seconds: 5 }, "it answered 503, again in 5 s"],
      [{ status: "Gone" }, "Gone"],
      [{ status: "Taken" }, undefined],
    ] as const
  ).map(
    ([message, shown]) =>
      [
        `an event that was posted: ${message.status}`,
        { message: { event: "webhook_tried", company_id: "ci-a", project_id: "pi-a", ...message } },
        shown && `11:45:32  not told  ci-a/pi-a: ${shown}`,
      ] as const,
  ),
  [
    "what a person has written",
    { message: { event: "received", channel: "sms", company_id: "ci-a", project_id: "pi-a" } },
    "11:45:32  received  sms for ci-a pi-a",
  ],
  [
    "an opt-out",
    { message: { event: "consent_recorded", company_id: "ci-a", source: "keyword", status: "suppressed" } },
    "11:45:32  opted out of ci-a, keyword",
  ],
  [
    "a message that is not processed",
    { message: { event: "not_processed", status: "Malformed", reason: "not JSON" } },
    "11:45:32  skipped   Malformed, not JSON",
  ],
  [
    "a function that cannot start",
    { level: "ERROR", message: { errorType: "Error", errorMessage: "environment variables: QUEUE_URL is missing" } },
    "11:45:32  error     a-function: Error: environment variables: QUEUE_URL is missing",
  ],
  [
    "an error that a function logged",
    { level: "ERROR", message: { event: "unforeseen", reason: "TypeError" } },
    "11:45:32  error     a-function: unforeseen: TypeError",
  ],
  [
    "a function whose time ran out",
    { type: "platform.runtimeDone", record: { status: "timeout" } },
    "11:45:32  error     a-function: its time ran out",
  ],
  ["a success of the platform", { type: "platform.runtimeDone", record: { status: "success" } }, undefined],
  ["another line", { level: "INFO", message: { event: "something_else" } }, undefined],
  ["a plain line", { level: "INFO", message: "text" }, undefined],
  ["what is no JSON", "START RequestId", undefined],
];

for (const [what, content, text] of lines)
  testTerminalLines(`${what} is ${text === undefined ? "not shown" : "one line"}`, () => {
    assert.is(logLineText(logged(content)), text);
  });

const accepted = { seq: 1, at: AT, id: "id", account: "AC1", answered: "given" } as const;
const sms = {
  ...accepted,
  provider: "twilio",
  kind: "sms",
  to: "+447400123456",
  from: "+447400000002",
  contentSid: null,
  variables: {},
  samplesUsed: [],
  renderedText: "Hello Ada 😀",
  statusCallback: null,
} satisfies LedgerEntry;

testTerminalLines("a sent message is shown with recipient and text, as a telephone would", () => {
  assert.is(ledgerText(sms), "11:45:32  sent      sms to +447400123456: Hello Ada 😀");
  const whatsapp = { ...sms, kind: "whatsapp", to: "whatsapp:+447400123456" } as const;
  assert.is(ledgerText(whatsapp), "11:45:32  sent      whatsapp to +447400123456: Hello Ada 😀");
});

testTerminalLines("a text with line breaks or escape characters stays one harmless line", () => {
  const harmful = { ...sms, renderedText: "one\r\ntwo\u001b[2J\u009b31m three\n" };
  assert.is(ledgerText(harmful), "11:45:32  sent      sms to +447400123456: one two [2J 31m three");
});

testTerminalLines("an answer of the assistant is shown with its cost, a new conversation is not", () => {
  const response = {
    ...accepted,
    provider: "openai",
    kind: "response",
    conversation: "conv_1",
    model: "gpt-6-luna",
    renderedText: "{}",
    inputTokens: 199,
    outputTokens: 22,
    outcome: "completed",
  } as const;
  assert.is(ledgerText(response), "11:45:32  written   by the stand-in for gpt-6-luna, 221 tokens");
  assert.is(ledgerText({ ...accepted, provider: "openai", kind: "conversation", metadata: {} }), undefined);
});

testTerminalLines("a request that the gateway turned away is shown, another one is not", () => {
  const entry = { at: Date.parse(AT), status: 403, error: undefined };
  const error = { type: "INVALID_API_KEY", message: "Forbidden", detail: undefined } as const;
  assert.equal([accessText(entry), accessText({ ...entry, error })], [undefined, "11:45:32  refused   403 Forbidden"]);
});

testTerminalLines("an alarm that fires or is over is shown, its first evaluation is not", () => {
  const change = (before: StateValue, value: StateValue) =>
    alarmText(
      {
        before,
        state: { alarm: { name: "an-alarm", description: "It is so. What to do: docs/operations.md#so" }, value },
      },
      new Date(AT),
    );
  assert.is(change("OK", "ALARM"), "11:45:32  alarm     an-alarm fires: docs/operations.md#so");
  assert.is(change("ALARM", "OK"), "11:45:32  alarm     an-alarm is over");
  assert.is(change("INSUFFICIENT_DATA", "OK"), undefined);
});

testTerminalLines("an update is one line with its counts, and a line for every key that is new", () => {
  const after = { ...aReady, apiKeys: [key, { ...key, company_id: "ci-new-001", value: "new-value" }] };
  const change = { action: "create", type: "aws:apigateway/apiKey:ApiKey", name: "key", inputs: [] } as const;
  const summary = { preview: false, changes: [change], unchanged: [] };
  assert.is(
    updateText(summary, after, aReady, new Date("2026-11-20T11:39:34Z")),
    "11:39:34  updated   1 created, 0 unchanged\n  Project     ci-new-001 pi-aaa-001  x-api-key new-value",
  );
});
