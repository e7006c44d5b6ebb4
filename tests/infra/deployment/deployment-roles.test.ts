import { suite } from "uvu";
import * as assert from "uvu/assert";
import { functionThings } from "../../../infra/names";
import type { RunResult } from "../../../tools/engine/program/deployment";
import { captured, OIDC_PROVIDER } from "../helpers/captures";
import { ACCOUNT, allOf, assertNone, inputsOf, oneOf, parsed, policyOf } from "../helpers/declared";
import { callOn, isAllowed, type Policy } from "./evaluate-policies";

const test = suite("deployment-roles");

const PATH = "/deployment/";
const roleArn = (thing: string, stack: string): string =>
  `arn:aws:iam::${ACCOUNT}:role${PATH}ai-multi-comms-${thing}-${stack}`;

const trust = (environment: string, provider: string) =>
  policyOf({
    Effect: "Allow",
    Principal: { Federated: provider },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: {
        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
        "token.actions.githubusercontent.com:sub": `repo:example/ai-multi-comms:environment:${environment}`,
      },
    },
  });

test("are declared only where the config names the repository", async () => {
  for (const capture of ["dev", "prod", "changed"] as const) {
    const run = await captured(capture);

    assert.equal(run.outputs.deploymentRoles, {});
    assert.equal(allOf(run, "iam/policy:Policy"), []);
    assertNone(allOf(run, "iam/role:Role").filter(({ inputs }) => inputs.path !== undefined));
  }
});

test("are trusted by exact subject and audience, by the account's identity provider or the given one: the stack's environment, and in dev those of preview and drift", async () => {
  const own = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;
  const trusts = async (capture: "deployedDev" | "deployedProd") =>
    Object.fromEntries(
      allOf(await captured(capture), "iam/role:Role")
        .filter(({ inputs }) => inputs.path === PATH)
        .map(({ inputs }) => [inputs.name, parsed(inputs.assumeRolePolicy)]),
    );

  assert.equal(await trusts("deployedDev"), {
    "ai-multi-comms-deploy-dev": trust("dev", own),
    "ai-multi-comms-preview-dev": trust("dev-preview", own),
    "ai-multi-comms-drift-dev": trust("dev-drift", own),
  });
  assert.equal(await trusts("deployedProd"), { "ai-multi-comms-deploy-prod": trust("prod", OIDC_PROVIDER) });
});

test("are stack outputs", async () => {
  assert.equal((await captured("deployedDev")).outputs.deploymentRoles, {
    deploy: roleArn("deploy", "dev"),
    preview: roleArn("preview", "dev"),
    drift: roleArn("drift", "dev"),
  });
  assert.equal((await captured("deployedProd")).outputs.deploymentRoles, { deploy: roleArn("deploy", "prod") });
});

test("make no identity provider: an account has one, for other stacks and repositories too", async () => {
  for (const capture of ["deployedDev", "deployedProd"] as const)
    assert.equal(allOf(await captured(capture), "iam/openIdConnectProvider:OpenIdConnectProvider"), []);
});

test("put the boundary on every role of a function; API Gateway's is bounded by its one policy", async () => {
  const run = await captured("deployedDev");
  const boundaries = Object.fromEntries(
    allOf(run, "iam/role:Role").map(({ name, inputs }) => [name, inputs.permissionsBoundary]),
  );

  const boundary = `arn:aws:iam::${ACCOUNT}:policy${PATH}ai-multi-comms-boundary-dev`;
  assert.is(oneOf(run, "iam/policy:Policy", "boundary").state.arn, boundary);
  assert.equal(boundaries, {
    ...Object.fromEntries(functionThings.map((name) => [name, boundary])),
    "ai-multi-comms-api-logs-dev": "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs",
    deploy: undefined,
    preview: undefined,
    drift: undefined,
  });
  assert.is(inputsOf(await captured("dev"), "iam/role:Role", "router").permissionsBoundary, undefined);
});

test("stay within IAM's limits: 6,144 characters a policy, ten policies a role", async () => {
  for (const capture of ["deployedDev", "deployedProd"] as const) {
    const run = await captured(capture);
    const sizes = allOf(run, "iam/policy:Policy").map(({ inputs }) => String(inputs.policy).replace(/\s/g, "").length);
    const roles = allOf(run, "iam/rolePolicyAttachment:RolePolicyAttachment").map(({ inputs }) => String(inputs.role));
    const counts = [...new Set(roles)].map((role) => roles.filter((one) => one === role).length);

    assert.ok(sizes.length > 8);
    assertNone(sizes.filter((size) => size > 6_144));
    assertNone(counts.filter((count) => count > 10));
  }
});

const testBoundary = suite("the functions' boundary");

type Written = {
  readonly Statement: readonly { readonly Action: readonly string[]; readonly Resource: readonly string[] }[];
};

/** One resource that a pattern of ours stands for. */
const sampleOf = (pattern: string): string => pattern.replaceAll("*", "any").replaceAll("?", "x");

const boundaryOf = (run: RunResult) => parsed(inputsOf(run, "iam/policy:Policy", "boundary").policy) as Policy;

for (const capture of ["deployedDev", "deployedProd"] as const) {
  testBoundary(`lets every function do what its role allows: ${capture}`, async () => {
    const run = await captured(capture);
    const boundary = boundaryOf(run);

    const calls = allOf(run, "iam/rolePolicy:RolePolicy")
      .flatMap(({ inputs }) => (parsed(inputs.policy) as Written).Statement)
      .flatMap(({ Action, Resource }) =>
        Action.flatMap((action) => Resource.map((pattern) => ({ action, resource: sampleOf(pattern) }))),
      );

    assert.ok(calls.length > 60);
    assertNone(calls.filter((call) => !isAllowed([boundary], call)));
  });
}

testBoundary("lets no function manage anything, or reach another stack", async () => {
  const boundary = boundaryOf(await captured("deployedDev"));
  const calls = [
    { action: "iam:PutRolePolicy", resource: `arn:aws:iam::${ACCOUNT}:role/ai-multi-comms-router-dev` },
    callOn("dynamodb:DeleteTable", "table/ai-multi-comms-conversations-dev"),
    callOn("dynamodb:GetItem", "table/ai-multi-comms-conversations-prod"),
    callOn("sqs:SendMessage", "ai-multi-comms-sms-queue-prod"),
    callOn("secretsmanager:GetSecretValue", "secret:ai-multi-comms/x-prod-a1b2c3"),
    callOn("secretsmanager:PutSecretValue", "secret:ai-multi-comms/x-dev-a1b2c3"),
    callOn("lambda:InvokeFunction", "function:ai-multi-comms-router-dev"),
  ];

  assertNone(calls.filter((call) => isAllowed([boundary], call)));
});
