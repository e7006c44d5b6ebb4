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
  addressRateLimit: undefined,
  auditTrail: true,
  stateBucket: "example-pulumi-state",
  stateKmsKeyArn: "arn:aws:kms:eu-north-1:111122223333:key/0a1b2c3d",
};

const grants = Object.values(deploymentGrants(settings)).flatMap((some) => some(place));

/** A name that ends with the stack's, or a path of the stack's own. */
const namesTheStack = (arn: string): boolean => /ai-multi-comms(-[a-z0-9*-]+|\/\*)-dev\b|\/dev(\.\*|\/\*|$)/.test(arn);

test("name the stack in every resource, or say why they cannot", () => {
  const odd = grants.filter(({ on, reason }) => on.every(namesTheStack) === (reason !== undefined));

  assertNone(odd.map(({ sid }) => sid));
});

test("have a wildcard alone as resource in these cases", () => {
  const wide = grants.filter(({ on }) => on.includes("*")).map(({ sid }) => sid);

  assert.equal(wide, ["AttachQueues", "FindLogGroups", "FindTrails"]);
});

test("allow no action by pattern, none twice on the same resources, and carry names of their own", () => {
  const actions = grants.map((grant) => actionsFor("deploy", grant));

  assertNone(actions.flat().filter((action) => !/^[a-z0-9]+:[A-Za-z]+$/.test(action)));
  assertNone(actions.filter((some) => new Set(some).size !== some.length));
  assert.is(new Set(grants.map(({ sid }) => sid)).size, grants.length);
});

test("ask for what is configured and no more", () => {
  const plain = deploymentGrants({
    manageApiGatewayAccount: false,
    wafArn: undefined,
    addressRateLimit: undefined,
    auditTrail: false,
    stateBucket: undefined,
    stateKmsKeyArn: undefined,
  });

  const services = new Set(
    Object.values(plain)
      .flatMap((some) => some(place))
      .flatMap((grant) => actionsFor("deploy", grant))
      .map((action) => action.split(":")[0]),
  );

  const expected = "apigateway cloudwatch dynamodb events iam lambda logs s3 secretsmanager sns sqs";
  assert.equal([...services].sort(), expected.split(" "));
});
