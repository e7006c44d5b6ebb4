import { suite } from "uvu";
import * as assert from "uvu/assert";
import { actionsFor } from "../../../infra/deployment/grant";
import { deploymentGrants } from "../../../infra/deployment/role-policies";
import { assertNone } from "../helpers/declared";

const test = suite("deployment-grants");

const place = { partition: "aws", region: "eu-north-1", accountId: "111122223333", stack: "dev" };

const settings = {
  manageApiGatewayAccount: true,
  wafArn: "arn:aws:wafv2:eu-north-1:111122223333:regional/webacl/guard/0a1b2c3d",
  auditTrail: true,
  stateBucket: "example-pulumi-state",
  stateKmsKeyArn: "arn:aws:kms:eu-north-1:111122223333:key/0a1b2c3d",
};

const grants = Object.values(deploymentGrants(settings)).flatMap((some) => some(place, "deploy"));

/** A name that ends with the stack's, or a path of the stack's own. */
const namesTheStack = (arn: string): boolean =>
  /ai-multi-comms(-[a-z0-9*-]+|\/\*)-dev\b|\/dev(\.json\*|\/\*|$)/.test(arn);

test("name the stack in every resource, or say why they cannot", () => {
  const odd = grants.filter(({ on, reason }) => reason === undefined && !on.every(namesTheStack));
  const needless = grants.filter(({ on, reason }) => reason !== undefined && on.every(namesTheStack));

  assertNone(odd.map(({ sid }) => sid));
  assertNone(needless.map(({ sid }) => sid));
});

test("have a wildcard alone as resource in these cases", () => {
  assert.equal(
    grants.filter(({ on }) => on.includes("*")).map(({ sid }) => sid),
    ["AttachQueues", "FindLogGroups", "RandomPassword", "FindTrails"],
  );
});

test("allow no action by pattern, none twice on the same resources, and carry names of their own", () => {
  const actions = grants.flatMap((grant) => actionsFor("deploy", grant));
  const sids = grants.map(({ sid }) => sid);

  assertNone(actions.filter((action) => !/^[a-z0-9]+:[A-Za-z]+$/.test(action)));
  assertNone(
    grants.filter((grant) => new Set(actionsFor("deploy", grant)).size !== actionsFor("deploy", grant).length),
  );
  assert.is(new Set(sids).size, sids.length);
});

test("ask for what is configured and no more", () => {
  const plain = deploymentGrants({
    manageApiGatewayAccount: false,
    wafArn: undefined,
    auditTrail: false,
    stateBucket: undefined,
    stateKmsKeyArn: undefined,
  });

  const services = new Set(
    Object.values(plain)
      .flatMap((some) => some(place, "deploy"))
      .flatMap((grant) => actionsFor("deploy", grant))
      .map((action) => action.split(":")[0]),
  );

  assert.equal(
    [...services].sort(),
    ["apigateway", "cloudwatch", "dynamodb", "events", "iam", "lambda", "logs", "secretsmanager", "sns", "sqs"].sort(),
  );
});

test.run();
