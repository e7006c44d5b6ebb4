import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { RunResult } from "../../../tools/engine/program/deployment";
import { captured, STATE_KEY } from "../helpers/captures";
import { ACCOUNT, arn, assertNone } from "../helpers/declared";
import { attachedPolicies, type Call, callOn, isAllowed, type Policy } from "./evaluate-policies";
import { callsOf } from "./need";
import { isMadeByHand, madeInAws, needsOf } from "./needs-of";

const test = suite("permissions of the deployment roles");

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

/** What the CLI was seen to do with a backend (3.274.1, a folder under strace) and does with one in S3 (pkg/backend/diy), by who needs it. */
const useOfState: readonly (readonly [file: string, actions: string, users: readonly string[]])[] = [
  ["meta.yaml", "GetObject", roles],
  ["stacks/ai-multi-comms/dev.json", "GetObject", roles],
  ["stacks/ai-multi-comms/dev.json.gz", "GetObject", roles],
  ["stacks/ai-multi-comms/dev.pulumi-tags", "GetObject", roles],
  ["stacks/ai-multi-comms/dev.json", "PutObject DeleteObject", ["deploy"]],
  ["stacks/ai-multi-comms/dev.json.gz", "PutObject DeleteObject", ["deploy"]],
  ["stacks/ai-multi-comms/dev.json.bak", "PutObject DeleteObject", ["deploy"]],
  ["stacks/ai-multi-comms/dev.json.gz.bak", "PutObject DeleteObject", ["deploy"]],
  ["backups/ai-multi-comms/dev/dev.1795911600.json.gz", "PutObject", ["deploy"]],
  ["history/ai-multi-comms/dev/dev-1795911600.history.json", "PutObject", ["deploy"]],
  ["history/ai-multi-comms/dev/dev-1795911600.checkpoint.json.gz", "PutObject", ["deploy"]],
  ["locks/organization/ai-multi-comms/dev/0a1b2c3d.json", "GetObject PutObject DeleteObject", ["deploy"]],
  ["meta.yaml", "PutObject DeleteObject", []],
  ["stacks/ai-multi-comms/dev2.json", "GetObject PutObject", []],
];

test("let each role do with Pulumi's state what the CLI does for it, and no more", async () => {
  const run = await captured("deployedDev");
  const calls: readonly (readonly [Call, readonly string[]])[] = [
    [{ action: "s3:ListBucket", resource: bucket }, roles],
    [{ action: "kms:Decrypt", resource: STATE_KEY, context: { "kms:EncryptionContext:stack": "dev" } }, roles],
    ...useOfState.flatMap(([file, actions, users]) =>
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

const iam = (rest: string): string => `arn:aws:iam::${ACCOUNT}:${rest}`;
const BOUNDARY = iam("policy/deployment/ai-multi-comms-boundary-dev");
const bounded = { "iam:PermissionsBoundary": BOUNDARY };
const toLambda = { "iam:PassedToService": "lambda.amazonaws.com" };

const router = iam("role/ai-multi-comms-router-dev");

/** The same calls are allowed for the stack's own resources. */
const own: readonly Call[] = [
  callOn("dynamodb:DeleteTable", "table/ai-multi-comms-conversations-dev"),
  callOn("sqs:DeleteQueue", "ai-multi-comms-sms-queue-dev"),
  { action: "iam:PassRole", resource: router, context: toLambda },
  { action: "iam:PutRolePolicy", resource: router, context: bounded },
  callOn("lambda:UpdateFunctionCode", "function:ai-multi-comms-router-dev"),
  callOn("secretsmanager:GetSecretValue", "secret:ai-multi-comms/x-dev-a1b2c3"),
  { action: "s3:PutObject", resource: "arn:aws:s3:::example-pulumi-state/.pulumi/stacks/ai-multi-comms/dev.json" },
  {
    action: "lambda:CreateEventSourceMapping",
    resource: "*",
    context: { "lambda:FunctionArn": arn("lambda", "function:ai-multi-comms-router-dev") },
  },
];

const others: Readonly<Record<string, readonly Call[]>> = {
  "what is not the program's": [
    callOn("dynamodb:GetItem", "table/orders-dev"),
    callOn("dynamodb:GetItem", "table/ai-multi-comms-conversations-dev"),
    callOn("secretsmanager:GetSecretValue", "secret:payments-dev-a1b2c3"),
    callOn("lambda:InvokeFunction", "function:ai-multi-comms-router-dev"),
    { action: "s3:GetObject", resource: `arn:aws:s3:::ai-multi-comms-audit-${ACCOUNT}-dev/AWSLogs/x` },
    { action: "s3:DeleteObject", resource: `arn:aws:s3:::ai-multi-comms-audit-${ACCOUNT}-dev/AWSLogs/x` },
    { action: "kms:Decrypt", resource: "arn:aws:kms:eu-north-1:111122223333:key/another" },
    { action: "kms:ScheduleKeyDeletion", resource: "*" },
    { action: "iam:CreateUser", resource: iam("user/somebody") },
    { action: "sts:AssumeRole", resource: iam("role/admin") },
  ],
  "roles that it could rise by": [
    { action: "iam:PassRole", resource: iam("role/admin"), context: toLambda },
    { action: "iam:PassRole", resource: iam("role/ai-multi-comms-router-prod"), context: toLambda },
    { action: "iam:PassRole", resource: iam("role/deployment/ai-multi-comms-deploy-dev"), context: toLambda },
    { action: "iam:PassRole", resource: router, context: { "iam:PassedToService": "ec2.amazonaws.com" } },
    { action: "iam:PassRole", resource: router },
    { action: "iam:CreateRole", resource: router, context: bounded },
    { action: "iam:CreateRole", resource: iam("role/ai-multi-comms-mine-dev"), context: bounded },
    { action: "iam:UpdateAssumeRolePolicy", resource: router, context: bounded },
    callOn("lambda:AddPermission", "function:ai-multi-comms-router-dev"),
    callOn("lambda:CreateFunction", "function:ai-multi-comms-mine-dev"),
    callOn("dynamodb:PutResourcePolicy", "table/ai-multi-comms-conversations-dev"),
    callOn("secretsmanager:PutResourcePolicy", "secret:ai-multi-comms/x-dev-a1b2c3"),
    { action: "iam:PutRolePolicy", resource: router },
    { action: "iam:PutRolePolicy", resource: iam("role/deployment/ai-multi-comms-deploy-dev"), context: bounded },
    { action: "iam:DeleteRolePermissionsBoundary", resource: router, context: bounded },
    {
      action: "iam:AttachRolePolicy",
      resource: router,
      context: { ...bounded, "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess" },
    },
    {
      action: "iam:AttachRolePolicy",
      resource: iam("role/ai-multi-comms-api-logs-dev-0a1b2c3"),
      context: { "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess" },
    },
    { action: "iam:CreatePolicyVersion", resource: BOUNDARY },
    { action: "iam:SetDefaultPolicyVersion", resource: BOUNDARY },
  ],
};

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
