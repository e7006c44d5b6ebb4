import { test } from "uvu";
import * as assert from "uvu/assert";
import { differences } from "../../../../tools/engine/update/differences";
import { type Summary, summaryText } from "../../../../tools/engine/update/summary";

const unchanged = [{ type: "aws:sqs/queue:Queue", name: "sms" }];
const summary: Summary = {
  preview: false,
  changes: [
    { action: "create", type: "aws:apigateway/apiKey:ApiKey", name: "guest", inputs: [] },
    { action: "update", type: "aws:lambda/function:Function", name: "router", inputs: ["code", "environment"] },
    {
      action: "replace",
      type: "aws:secretsmanager/secretVersion:SecretVersion",
      name: "key",
      inputs: ["secretString"],
    },
    { action: "delete", type: "aws:sns/topic:Topic", name: "old", inputs: [] },
  ],
  unchanged,
};

test("lists every change by name, with the inputs that made it, and counts all", () => {
  assert.is(
    summaryText(summary),
    `  +  create   apigateway ApiKey            guest
  ~  update   lambda Function              router  [code, environment]
  +- replace  secretsmanager SecretVersion key  [secretString]
  -  delete   sns Topic                    old

Done: 1 created, 1 updated, 1 replaced, 1 deleted, 1 unchanged.`,
  );
});

test("shows of a preview what each value was and will be, and which overrides an earlier update has left", () => {
  const policy = (effect: string) => JSON.stringify({ Statement: { Effect: effect } });
  const values = [
    ...differences("code", "a", "b"),
    ...differences(
      "environment",
      { variables: { LEVEL: "DEBUG", KEY: "x" } },
      { variables: { LEVEL: "INFO", KEY: "y" } },
      (name) => name.endsWith("KEY"),
    ),
    ...differences("policy", policy("Allow"), policy("Deny")),
  ];
  const change = { ...summary.changes[1], action: "update" as const, values } as Summary["changes"][number];
  assert.is(
    summaryText({ preview: true, kept: ["logLevel"], changes: [change], unchanged }),
    `  ~  update   lambda Function              router
      code: "a" => "b"
      environment.variables.LEVEL: "DEBUG" => "INFO"
      environment.variables.KEY: [secret] => [secret]
      policy.Statement.Effect: "Allow" => "Deny"

It would be: 1 updated, 1 unchanged. Nothing was changed.
Kept from an earlier --config: logLevel (--reset-config forgets that).`,
  );
});

test("says of a preview that nothing was changed", () => {
  assert.match(summaryText({ ...summary, preview: true }), /\nIt would be: .*, 1 unchanged\. Nothing was changed\.$/);
});

test("says when there is nothing to change", () => {
  const text = summaryText({ preview: false, changes: [], unchanged });
  assert.is(text, "Nothing to change: all 1 resources are as declared.");
  const ofOther = summaryText({ preview: false, folder: "/next", changes: [], unchanged });
  assert.is(ofOther, `${text} The code was that of /next.`);
});
