import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type DeployOptions, deployRelease } from "../../../tools/delivery/deploy-release";
import { previewMarkdown, previewText } from "../../../tools/delivery/preview-report";
import { type Release, readPreview } from "../../../tools/delivery/pulumi-preview";
import { temporaryFolder } from "../../helpers/temporary-folder";
import events from "./preview-events.json";

const { ordinary, tenantGone, keyMadeAnew, tableGone, violations, unknownKey } = events;

const read = (told: readonly object[], exitCode = 0) =>
  readPreview(["Loading policy packs", ...told.map((event) => JSON.stringify(event))], exitCode);

const release: Release = { folder: "/old", own: "/own", stack: "prod" };

const deployed = async (
  told: readonly object[],
  exitCode: number,
  options: Partial<DeployOptions> & { readonly answer?: boolean } = {},
) => {
  const done: string[] = [];
  const { answer, ...rest } = options;
  const end = await deployRelease(
    {
      preview: async () => read(told, exitCode),
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
  const queue = (n: number) => ({
    op: "create",
    urn: `queue-${n}-é`,
    type: "aws:sqs/queue:Queue",
    old: null,
    new: null,
  });
  const many = Array.from({ length: 3_000 }, (_, n) => ({ resourcePreEvent: { metadata: queue(n) } }));
  const text = previewMarkdown("dev", read([...many, ...violations], 1));

  assert.ok(Buffer.byteLength(text) < 60_000 && Buffer.byteLength(text) > 50_000);
  assert.match(
    text,
    /^### Preview of `dev`: fails\n\n3000 created, 0 unchanged\n\n```diff\nAgainst the policies:\n {2}queues-are/,
  );
  assert.match(text, /… \d+ lines more, which the workflow's log has\n```\n$/);
});

test("all violations are named, of one resource and of several, and nothing is changed", async () => {
  const text = previewText(read([...ordinary, ...violations], 1));

  assert.match(
    text,
    "Against the policies:\n  queues-are-encrypted: sms is not encrypted\n  no-secret-in-environment: router has",
  );
  assert.is(text.split("no-action-by-pattern").length, 2, "what a preview cannot judge is said once");
  const { done, left } = await deployed([...ordinary, ...violations], 1);
  assert.equal([done, left?.isTouched], [[], false]);
});

test("what the code does not take of today's config is told in its own words, and nothing is changed", async () => {
  const told = [...ordinary, ...unknownKey];

  assert.match(previewText(read(told, 255)), "\nconfig: addressRateLimit is not a key of this project\n1 updated");
  assert.equal(await deployed(told, 255), {
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
  assert.match((await deployed(keyMadeAnew, 0)).left?.reason ?? "", "API key              ci-c-pi-c--1");

  assert.equal((await deployed([...tenantGone, ...tableGone], 1, { allowRemoval: true })).done, []);
});

test("a preview alone changes nothing, and writes its report", async () => {
  const report = join(temporaryFolder(), "preview.md");

  assert.equal(await deployed(ordinary, 0, { report, preview: true }), { done: [], left: undefined });
  assert.match(readFileSync(report, "utf8"), /^### Preview of `prod`: can be deployed\n\n1 updated, 1 unchanged\n/);
});
