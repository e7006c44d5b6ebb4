import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type DeployOptions, deployRelease, previewOnly } from "../../../tools/delivery/deploy-release";
import { previewMarkdown, previewText } from "../../../tools/delivery/preview-report";
import { type Release, readPreview } from "../../../tools/delivery/pulumi-preview";
import { temporaryFolder } from "../../helpers/temporary-folder";

const urn = (type: string, name: string): string => `urn:pulumi:prod::ai-multi-comms::${type}::${name}`;

type State = { readonly inputs: object; readonly protect?: boolean };

const step = (op: string, type: string, name: string, old?: State, next?: State, diffs?: readonly string[]) => ({
  resourcePreEvent: { metadata: { op, urn: urn(type, name), type, old: old ?? null, new: next ?? null, diffs } },
});

const fault = (message: string, of = "") => ({ diagnosticEvent: { severity: "error", message, urn: of } });

const judged = (policyName: string, name: string, message: string, enforcementLevel = "mandatory") => ({
  policyEvent: { policyName, enforcementLevel, message, resourceUrn: urn("aws:sqs/queue:Queue", name) },
});

const FUNCTION = "aws:lambda/function:Function";
const KEY = "aws:apigateway/apiKey:ApiKey";
const SECRET = "aws:secretsmanager/secret:Secret";
const RECORD = "aws:dynamodb/tableItem:TableItem";

const sig = "4dabf18193072939515e22adb298388d";
const secret = { [sig]: "1b47061264138c4ac30d75fd1eb44270", ciphertext: "AAEC" };
const file = (hash: string) => ({ [sig]: "c44067f5952c0a294b673a41bacd8c17", hash, text: "x".repeat(500) });

const ordinary = [
  step("same", "pulumi:pulumi:Stack", "prod"),
  step("same", "aws:sqs/queue:Queue", "sms"),
  step(
    "update",
    FUNCTION,
    "router",
    { inputs: { timeout: 30, environment: { variables: { A: "1", B: "2" } }, code: file("aaaaaaaaaa"), key: secret } },
    {
      inputs: {
        timeout: 60,
        environment: { variables: { A: "1", B: "3", KEY: "sk-0123456789abcdef" } },
        code: file("bbbbbbbbbb"),
        key: { ...secret, ciphertext: "B" },
      },
    },
    ["timeout", "environment", "code", "key"],
  ),
];

const tenantGone = [
  step("delete", RECORD, "ci-c-pi-c", { inputs: {} }),
  step("delete", KEY, "ci-c-pi-c--1", { inputs: {}, protect: true }),
  step("delete", SECRET, "sms-credentials/ci-c/pi-c/twilio", { inputs: {}, protect: true }),
  fault("Resource … cannot be deleted because it is protected.", urn(KEY, "ci-c-pi-c--1")),
  fault("Resource … cannot be deleted because it is protected.", urn(SECRET, "sms-credentials/ci-c/pi-c/twilio")),
  fault("preview failed"),
];

const read = (events: readonly object[], exitCode = 0) =>
  readPreview(["Loading policy packs", ...events.map((event) => JSON.stringify(event))], exitCode);

const release: Release = { folder: "/old", own: "/own", stack: "prod" };

const deployed = async (
  events: readonly object[],
  exitCode: number,
  options: Partial<DeployOptions> & { readonly answer?: boolean } = {},
  act = deployRelease,
) => {
  const done: string[] = [];
  const { answer, ...rest } = options;
  const end = await act(
    {
      preview: async () => read(events, exitCode),
      unprotect: (_, urns) => {
        done.push(`unprotect ${urns.map((one) => one.split("::").at(-1)).join(" ")}`);
        return TE.right(undefined);
      },
      up: ({ folder }) => {
        done.push(`up ${folder}`);
        return TE.right(undefined);
      },
      mayRemove: async () => answer,
      say: () => undefined,
    },
    { allowRemoval: false, ...rest },
    release,
  )();
  return { done, left: E.isLeft(end) ? end.left : undefined };
};

test("a preview is told resource by resource, with what changes, and without what is secret", () => {
  assert.is(
    previewText(read(ordinary)),
    [
      "! update  lambda Function              router",
      '      code: "[file bbbbbbbb]"'.replace("bbbbbbbb", 'aaaaaaaa]" => "[file bbbbbbbb'),
      '      environment.variables.B: "2" => "3"',
      '      environment.variables.KEY: (none) => "[looks like a key]"',
      '      key: "[secret]" => "[secret]"',
      "      timeout: 30 => 60",
      "1 updated, 1 unchanged",
    ].join("\n"),
  );
});

test("a comment has the verdict first, and stays below GitHub's limit however much changes", () => {
  const many = Array.from({ length: 3_000 }, (_, n) => step("create", "aws:sqs/queue:Queue", `queue-${n}-é`));
  const text = previewMarkdown("dev", read([...many, judged("queues-are-encrypted", "sms", "is not encrypted")], 1));

  assert.ok(Buffer.byteLength(text) < 60_000 && Buffer.byteLength(text) > 50_000);
  assert.match(
    text,
    /^### Preview of `dev`: fails\n\n3000 created, 0 unchanged\n\n```diff\nAgainst the policies:\n {2}queues-are/,
  );
  assert.match(text, /… \d+ lines more, which the workflow's log has\n```\n$/);
});

test("all violations are named, of one resource and of several, and nothing is changed", async () => {
  const events = [
    ...ordinary,
    judged("queues-are-encrypted", "sms", "<{%fg 1%}>Queues are encrypted at rest<{%reset%}>\nis not encrypted\n"),
    judged("no-secret-in-environment", "router", "has a secret in its environment variable KEY"),
    judged("no-action-by-pattern", "x", "can't run policy 'no-action-by-pattern' during preview", "advisory"),
    judged("no-action-by-pattern", "y", "can't run policy 'no-action-by-pattern' during preview", "advisory"),
  ];

  const text = previewText(read(events, 1));

  assert.match(
    text,
    "Against the policies:\n  queues-are-encrypted: sms is not encrypted\n  no-secret-in-environment: router has",
  );
  assert.is(text.split("no-action-by-pattern").length, 2, "what a preview cannot judge is said once");
  const { done, left } = await deployed(events, 1);
  assert.equal([done, left?.isTouched], [[], false]);
});

test("what the code does not take of today's config is told in its own words, and nothing is changed", async () => {
  const events = [
    ...ordinary,
    fault("config: addressRateLimit is not a key of this project\n"),
    fault("preview failed"),
  ];

  assert.match(previewText(read(events, 255)), "\nconfig: addressRateLimit is not a key of this project\n1 updated");
  assert.equal(await deployed(events, 255), {
    done: [],
    left: {
      reason: "Nothing was changed: the code in /old does not go with today's Pulumi.prod.yaml (see above).",
      isTouched: false,
    },
  });
});

test("projects, keys and secrets that would go are named, and go only when somebody agrees", async () => {
  const refused = await deployed(tenantGone, 1);

  assert.equal([refused.done, refused.left?.isTouched], [[], false]);
  assert.is(
    refused.left?.reason,
    `This would remove what no release brings back:
  project              ci-c-pi-c
  API key              ci-c-pi-c--1
  secret               sms-credentials/ci-c/pi-c/twilio
Nothing was changed. If all of this is to go, say so with --allow-removal.`,
  );
  assert.equal((await deployed(tenantGone, 1, { answer: false })).done, []);
  const gone = ["unprotect ci-c-pi-c--1 sms-credentials/ci-c/pi-c/twilio", "up /old"];
  for (const agreed of [{ answer: true }, { allowRemoval: true }])
    assert.equal(await deployed(tenantGone, 1, agreed), { done: gone, left: undefined });
});

test("a key that would be made anew is removed as well; a table that is protected stays, whoever agrees", async () => {
  const anew = [step("create-replacement", KEY, "ci-c-pi-c--1", { inputs: {} }, { inputs: {} }, ["name"])];
  assert.match((await deployed(anew, 0)).left?.reason ?? "", "API key              ci-c-pi-c--1");

  const table = "aws:dynamodb/table:Table";
  const events = [
    step("delete", table, "company", { inputs: {}, protect: true }),
    fault("company cannot be deleted because it is protected.", urn(table, "company")),
  ];
  assert.equal((await deployed([...tenantGone, ...events], 1, { allowRemoval: true })).done, []);
});

test("a preview alone changes nothing, and writes its report", async () => {
  const report = join(temporaryFolder(), "preview.md");

  assert.equal(await deployed(ordinary, 0, { report }, previewOnly), { done: [], left: undefined });
  assert.match(readFileSync(report, "utf8"), /^### Preview of `prod`: can be deployed\n\n1 updated, 1 unchanged\n/);
});
