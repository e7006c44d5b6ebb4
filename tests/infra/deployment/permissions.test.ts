import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { RunResult } from "../../../tools/engine/program/deployment";
import { captured, STATE_KEY } from "../helpers/captures";
import { arn, assertNone } from "../helpers/declared";
import { attachedPolicies, type Call, callOn, isAllowed, type Policy } from "./evaluate-policies";
import { callsOf } from "./need";
import { isMadeByHand, madeInAws, needsOf } from "./needs-of";

const test = suite("permissions of the deployment roles");

type Calls = {
  readonly useOfState: readonly {
    readonly file: string;
    readonly actions: string;
    readonly users: readonly string[];
  }[];
  /** The same calls as those that are forbidden, on the stack's own resources. */
  readonly own: readonly Call[];
  readonly others: Readonly<Record<string, readonly Call[]>>;
};

const { useOfState, own, others }: Calls = JSON.parse(readFileSync(join(__dirname, "calls.json"), "utf8"));

const deployed = ["deployedDev", "deployedProd"] as const;

const text = ({ action, resource }: Call): string => `${action} ${resource}`;
const refused = (policies: readonly Policy[], calls: readonly Call[]): readonly string[] =>
  calls.filter((call) => !isAllowed(policies, call)).map(text);
const granted = (policies: readonly Policy[], calls: readonly Call[]): readonly string[] =>
  calls.filter((call) => isAllowed(policies, call)).map(text);

const changesOf = (run: RunResult, byHand: boolean): readonly Call[] =>
  madeInAws(run)
    .filter((resource) => isMadeByHand(resource) === byHand)
    .flatMap((resource) => callsOf(needsOf(resource, run), "create", "update", "delete"));

const readsOf = (run: RunResult): readonly Call[] =>
  madeInAws(run).flatMap((resource) => callsOf(needsOf(resource, run), "read"));

for (const capture of deployed) {
  test(`let the deploy role make, read, change and delete what the program declares: ${capture}`, async () => {
    const run = await captured(capture);
    const calls = [...readsOf(run), ...changesOf(run, false)];

    assert.ok(calls.length > 400);
    assert.equal(refused(attachedPolicies(run, "deploy"), calls), []);
  });

  test(`let it change nothing of what is made by hand: not itself, who is or calls a function, nor the audit trail: ${capture}`, async () => {
    const run = await captured(capture);
    const calls = changesOf(run, true);

    assert.ok(calls.length > 100);
    assert.equal(granted(attachedPolicies(run, "deploy"), calls), []);
  });
}

test("let the drift role read all of it, and change none of it", async () => {
  const run = await captured("deployedDev");
  const policies = attachedPolicies(run, "drift");

  assert.equal(refused(policies, readsOf(run)), []);
  assert.equal(granted(policies, [...changesOf(run, false), ...changesOf(run, true)]), []);
});

const bucket = "arn:aws:s3:::example-pulumi-state";
const roles = ["preview", "drift", "deploy"] as const;

// What the CLI was seen to do with a backend (3.274.1, a folder under strace) and does with one in S3 (pkg/backend/diy).
test("let each role do with Pulumi's state what the CLI does for it, and no more", async () => {
  const run = await captured("deployedDev");
  const calls: readonly (readonly [Call, readonly string[]])[] = [
    [{ action: "s3:ListBucket", resource: bucket }, roles],
    [{ action: "kms:Decrypt", resource: STATE_KEY, context: { "kms:EncryptionContext:stack": "dev" } }, roles],
    ...useOfState.flatMap(({ file, actions, users }) =>
      actions
        .split(" ")
        .map((action) => [{ action: `s3:${action}`, resource: `${bucket}/.pulumi/${file}` }, users] as const),
    ),
  ];

  for (const [call, users] of calls)
    assert.equal(
      roles.filter((role) => isAllowed(attachedPolicies(run, role), call)),
      users,
      text(call),
    );
});

test("let a pull request's preview read the state, and ask AWS for nothing else", async () => {
  const [policy, ...others] = attachedPolicies(await captured("deployedDev"), "preview");

  assertNone(others);
  const actions = ["s3:ListBucket", "s3:GetObject", "s3:GetObject", "kms:Decrypt"];
  assert.equal(
    policy?.Statement.map(({ Action }) => Action),
    actions.map((action) => [action]),
  );
});

const trying = suite("trying a stack after its deployment");

const table = arn("dynamodb", "table/ai-multi-comms-conversations-dev");
const index = `${table}/index/company-id-project-id-index`;

const on = (resource: string, leadingKey: string, actions: readonly string[]): readonly Call[] =>
  actions.map((action) => ({
    action: `dynamodb:${action}`,
    resource,
    context: { "dynamodb:LeadingKeys": leadingKey },
  }));

const allOf = ["GetItem", "Query", "DeleteItem"];

/** What tests/deployed does with a stack, call by call. */
const trial: readonly Call[] = [
  callOn("dynamodb:GetItem", "table/ai-multi-comms-company-data-dev"),
  ...on(table, "+447700900123", allOf),
  ...on(table, "trial-550e8400-e29b-41d4-a716-446655440001@example.com", allOf),
  ...on(table, "request#ci-smoke#pi-smoke", ["GetItem", "DeleteItem"]),
  ...on(index, "ci-smoke", ["Query"]),
  callOn("sqs:SendMessage", "ai-multi-comms-whatsapp-queue-dev"),
  callOn("sqs:GetQueueAttributes", "ai-multi-comms-whatsapp-queue-dev"),
];

/** The same with real people's conversations, and with other stacks. */
const beyond: readonly Call[] = [
  ...on(table, "+447400123456", allOf),
  ...on(table, "ada@example.com", allOf),
  ...on(table, "request#ci-aaa-001#pi-aaa-001", allOf),
  ...on(index, "ci-aaa-001", ["Query"]),
  { action: "dynamodb:Scan", resource: table },
  ...on(arn("dynamodb", "table/ai-multi-comms-conversations-prod"), "+447700900123", allOf),
  callOn("sqs:SendMessage", "ai-multi-comms-whatsapp-queue-prod"),
  callOn("sqs:ReceiveMessage", "ai-multi-comms-whatsapp-queue-dev"),
];

trying("the deploy role may do all that it takes, with the smoke project's conversations only", async () => {
  const policies = attachedPolicies(await captured("deployedDev"), "deploy");

  assertNone(refused(policies, trial));
  assertNone(granted(policies, beyond));
});

trying("the preview and drift roles may do none of it", async () => {
  const run = await captured("deployedDev");
  const written = trial.filter(({ action }) => /:(?:Query|DeleteItem|SendMessage)$/.test(action));

  for (const role of ["preview", "drift"]) {
    const policies = attachedPolicies(run, role);
    assertNone(granted(policies, written));
  }
});

const forbidden = suite("what the deployment roles may not do");

forbidden("leave the deploy role what is the stack's own", async () => {
  const policies = attachedPolicies(await captured("deployedDev"), "deploy");

  assertNone(refused(policies, own));
});

for (const [what, calls] of Object.entries(others)) {
  forbidden(`keep every role from ${what}`, async () => {
    const run = await captured("deployedDev");

    for (const role of ["deploy", "preview", "drift"]) {
      const policies = attachedPolicies(run, role);
      assert.equal(granted(policies, calls), [], role);
    }
  });
}
