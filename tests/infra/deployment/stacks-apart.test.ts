import { test } from "uvu";
import * as assert from "uvu/assert";
import type { RunResult } from "../../../tools/engine/program/deployment";
import { captured, STATE_KEY } from "../helpers/captures";
import { allOf, arn, parsed } from "../helpers/declared";
import { attachedPolicies, type Call, isAllowed, type Policy } from "./evaluate-policies";
import { madeInAws, needsOf } from "./needs-of";

type Target = Omit<Call, "action">;

/** What is inside a resource has ARNs of its own. */
const partsOf = (resource: string): readonly string[] =>
  resource.includes(":apigateway:")
    ? [
        `${resource}/resources/x/methods/POST/integration`,
        arn("apigateway", "").replace(/:\d+:$/, `::/tags/${encodeURIComponent(resource)}`),
      ]
    : [`${resource}/index/by-name`, `${resource}:log-stream:x`, `${resource}/AWSLogs/x`, `${resource}-a1b2c3`];

const stateOf = (stack: string): readonly Target[] => [
  ...["stacks/ai-multi-comms/STACK.json", "stacks/ai-multi-comms/STACK.pulumi-tags"]
    .concat(["backups", "history", "locks/organization"].map((folder) => `${folder}/ai-multi-comms/STACK/x`))
    .map((path) => ({ resource: `arn:aws:s3:::example-pulumi-state/.pulumi/${path.replace("STACK", stack)}` })),
  { resource: STATE_KEY, context: { "kms:EncryptionContext:stack": stack } },
  { resource: STATE_KEY },
];

/** All that a stack has in AWS, as the calls on it name it. Where things are made is nobody's: what is made there has its own name. */
const targetsOf = (run: RunResult, stack: string): readonly Target[] => [
  ...madeInAws(run)
    .flatMap((resource) => needsOf(resource, run))
    .filter(({ resource, context }) => resource !== "*" || context !== undefined)
    .filter(({ context = {} }) => !Object.keys(context).some((key) => key.startsWith("aws:RequestTag/")))
    .flatMap(({ resource, context = {} }) =>
      [resource, ...partsOf(resource)].map((one) => ({ resource: one, context })),
    ),
  ...stateOf(stack),
];

/** The most that a caller of a stack can say about its call. */
const saidBy = (stack: string): Readonly<Record<string, string>> => ({
  "aws:RequestTag/ai-multi-comms:stack": stack,
  "dynamodb:LeadingKeys": "+447700900123",
  "iam:PassedToService": "lambda.amazonaws.com",
});

/** Every call of some policies that reaches one of the targets. */
const reached = (policies: readonly Policy[], stack: string, targets: readonly Target[]): readonly string[] =>
  policies
    .flatMap(({ Statement }) => Statement)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap((statement) => {
      const actions = [statement.Action].flat();
      return targets.flatMap(({ resource, context }) => {
        const callOf = (action: string): Call => ({ action, resource, context: { ...saidBy(stack), ...context } });
        const isMeant = isAllowed([{ Statement: [statement] }], callOf(actions[0] ?? ""));
        return isMeant
          ? actions.filter((action) => isAllowed(policies, callOf(action))).map((action) => `${action} ${resource}`)
          : [];
      });
    });

/** The policies of each role that a stack declares, by the role's logical name. */
const policiesByRole = (run: RunResult): Readonly<Record<string, readonly Policy[]>> =>
  Object.fromEntries(
    allOf(run, "iam/role:Role").map(({ name, state }) => [
      name,
      [
        ...attachedPolicies(run, name),
        ...allOf(run, "iam/rolePolicy:RolePolicy")
          .filter(({ inputs }) => inputs.role === state.name)
          .map(({ inputs }) => parsed(inputs.policy) as Policy),
      ],
    ]),
  );

/** Lists and a trace, for which AWS names no resource; a look at what a whole account has one of; the configured web ACL. */
const ofTheAccount = [
  /^(cloudtrail:DescribeTrails|cloudwatch:DescribeAlarms|logs:DescribeLogGroups|xray:Put\w+) /,
  /^lambda:ListTags .*:event-source-mapping:/,
  /^apigateway:GET .*:\/account$/,
  /^wafv2:\w+ arn:aws:wafv2:/,
];

for (const [stack, other] of [
  ["dev", "prod"],
  ["prod", "dev"],
] as const) {
  test(`no role of ${stack} reaches anything of ${other}`, async () => {
    const ofStack = { dev: await captured("deployedDev"), prod: await captured("deployedProd") };
    const targets = targetsOf(ofStack[other], other);
    const roles = Object.entries(policiesByRole(ofStack[stack]));

    assert.ok(targets.length > 500 && roles.length > 7);
    for (const [role, policies] of roles) {
      const calls = reached(policies, stack, targets);
      assert.equal(
        calls.filter((call) => !ofTheAccount.some((pattern) => pattern.test(call))),
        [],
        role,
      );
    }
  });

  test(`the same looking finds what ${stack} may do with its own`, async () => {
    const run = await captured(stack === "dev" ? "deployedDev" : "deployedProd");
    const services = new Set(
      reached(attachedPolicies(run, "deploy"), stack, targetsOf(run, stack)).map((call) => call.split(":")[0]),
    );

    const all = "apigateway cloudtrail cloudwatch dynamodb events iam kms lambda logs s3 secretsmanager sns sqs wafv2";
    assert.equal([...services].sort(), all.split(" "));
  });
}
