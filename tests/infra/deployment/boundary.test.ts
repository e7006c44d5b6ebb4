import { suite } from "uvu";
import * as assert from "uvu/assert";
import { captured } from "../helpers/captures";
import { ACCOUNT, allOf, inputsOf, parsed } from "../helpers/declared";
import { isAllowed, type Policy } from "./evaluate-policies";

const test = suite("the functions' boundary");

type Written = {
  readonly Statement: readonly { readonly Action: readonly string[]; readonly Resource: readonly string[] }[];
};

/** One resource that a pattern of ours stands for. */
const sampleOf = (pattern: string): string => pattern.replaceAll("*", "any").replaceAll("?", "x");

for (const capture of ["deployedDev", "deployedProd"] as const) {
  test(`lets every function do what its role allows: ${capture}`, async () => {
    const run = await captured(capture);
    const boundary = parsed(inputsOf(run, "iam/policy:Policy", "boundary").policy) as Policy;

    const calls = allOf(run, "iam/rolePolicy:RolePolicy")
      .flatMap(({ inputs }) => (parsed(inputs.policy) as Written).Statement)
      .flatMap(({ Action, Resource }) =>
        Action.flatMap((action) => Resource.map((pattern) => ({ action, resource: sampleOf(pattern) }))),
      );

    assert.ok(calls.length > 60);
    assert.equal(
      calls.filter((call) => !isAllowed([boundary], call)),
      [],
    );
  });
}

test("lets no function manage anything, or reach another stack", async () => {
  const boundary = parsed(inputsOf(await captured("deployedDev"), "iam/policy:Policy", "boundary").policy) as Policy;
  const at = (service: string, rest: string): string => `arn:aws:${service}:eu-north-1:${ACCOUNT}:${rest}`;

  const calls = [
    { action: "iam:PutRolePolicy", resource: `arn:aws:iam::${ACCOUNT}:role/ai-multi-comms-router-dev` },
    { action: "dynamodb:DeleteTable", resource: at("dynamodb", "table/ai-multi-comms-conversations-dev") },
    { action: "dynamodb:GetItem", resource: at("dynamodb", "table/ai-multi-comms-conversations-prod") },
    { action: "sqs:SendMessage", resource: at("sqs", "ai-multi-comms-sms-queue-prod") },
    { action: "secretsmanager:GetSecretValue", resource: at("secretsmanager", "secret:ai-multi-comms/x-prod-a1b2c3") },
    { action: "secretsmanager:PutSecretValue", resource: at("secretsmanager", "secret:ai-multi-comms/x-dev-a1b2c3") },
    { action: "lambda:InvokeFunction", resource: at("lambda", "function:ai-multi-comms-router-dev") },
  ];

  assert.equal(
    calls.filter((call) => isAllowed([boundary], call)),
    [],
  );
});

test.run();
