import { test } from "uvu";
import * as assert from "uvu/assert";
import type { RunResult } from "../../../tools/engine/program/deployment";
import { type Capture, captured } from "../helpers/captures";
import { assertNone } from "../helpers/declared";

/** What cannot be made again as it was. */
const precious: ReadonlySet<string> = new Set([
  "dynamodb/table:Table",
  "sqs/queue:Queue",
  "apigateway/restApi:RestApi",
  "apigateway/stage:Stage",
  "apigateway/apiKey:ApiKey",
  "secretsmanager/secret:Secret",
  "pulumi:index:Stash",
  "cloudtrail/trail:Trail",
  "s3/bucket:Bucket",
  "s3/bucketPolicy:BucketPolicy",
]);

/** What the next deployment makes again from the program and the config, or replaces when it changes. */
const remade: ReadonlySet<string> = new Set([
  "apigateway/account:Account",
  "apigateway/deployment:Deployment",
  "apigateway/methodSettings:MethodSettings",
  "apigateway/usagePlan:UsagePlan",
  "apigateway/usagePlanKey:UsagePlanKey",
  "cloudwatch/dashboard:Dashboard",
  "cloudwatch/eventRule:EventRule",
  "cloudwatch/eventTarget:EventTarget",
  "cloudwatch/logGroup:LogGroup",
  "cloudwatch/logMetricFilter:LogMetricFilter",
  "cloudwatch/metricAlarm:MetricAlarm",
  "dynamodb/tableItem:TableItem",
  "iam/policy:Policy",
  "iam/role:Role",
  "iam/rolePolicy:RolePolicy",
  "iam/rolePolicyAttachment:RolePolicyAttachment",
  "lambda/eventSourceMapping:EventSourceMapping",
  "lambda/function:Function",
  "lambda/permission:Permission",
  "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "s3/bucketVersioning:BucketVersioning",
  "secretsmanager/secretVersion:SecretVersion",
  "sns/topic:Topic",
  "sns/topicSubscription:TopicSubscription",
  "sqs/queuePolicy:QueuePolicy",
  "sqs/redriveAllowPolicy:RedriveAllowPolicy",
  "wafv2/webAcl:WebAcl",
  "wafv2/webAclAssociation:WebAclAssociation",
]);

const kept: readonly Capture[] = ["prod", "changed", "twoTenants", "deployedProd"];
const disposable: readonly Capture[] = ["dev", "deployedDev"];

const kindsOf = ({ resources }: RunResult, isWanted: (one: RunResult["resources"][number]) => boolean) =>
  new Set(resources.filter((one) => one.custom && isWanted(one)).map(({ type }) => type.replace(/^aws:/, "")));

test("every type that the program declares is either precious or made again", async () => {
  const runs = await Promise.all([...kept, ...disposable].map(captured));
  const declared = new Set(runs.flatMap((run) => [...kindsOf(run, () => true)]));

  assert.equal([...declared].sort(), [...precious, ...remade].sort());
});

for (const capture of kept) {
  test(`all that is precious, and nothing else, is protected in a stack whose data is: ${capture}`, async () => {
    const run = await captured(capture);

    const protectedKinds = kindsOf(run, ({ protect }) => protect);
    const unprotected = kindsOf(run, ({ protect, retainOnDelete }) => !(protect || retainOnDelete));

    assertNone([...protectedKinds].filter((kind) => !precious.has(kind)));
    assertNone([...unprotected].filter((kind) => precious.has(kind)));
    assert.ok(protectedKinds.size >= 7);
  });
}

test("queues of events are not protected but kept, so that the release before may take over", async () => {
  const { resources } = await captured("prod");
  assert.equal(
    resources
      .filter(({ type, protect }) => type === "aws:sqs/queue:Queue" && !protect)
      .map(({ name, retainOnDelete }) => [name, retainOnDelete])
      .sort(),
    [
      ["events", true],
      ["events-dlq", true],
    ],
  );
});

for (const capture of disposable) {
  test(`nothing is protected in a stack that is thrown away: ${capture}`, async () => {
    assertNone([...kindsOf(await captured(capture), ({ protect }) => protect)]);
  });
}

/** What of a resource, or of the stack's outputs, the state shows as a secret, by property. */
const secretsIn =
  ({ secretOutputs }: RunResult) =>
  ({ type, secretInputs, additionalSecretOutputs }: RunResult["resources"][number]) =>
    new Set(
      [...secretInputs, ...additionalSecretOutputs, ...(type === "pulumi:pulumi:Stack" ? secretOutputs : [])].map(
        (path) => path.split(/[.[]/)[0] ?? path,
      ),
    );

const shows = (value: unknown, secret: string): boolean => JSON.stringify(value ?? null).includes(secret);

for (const capture of ["dev", "changed", "twoTenants"] as const) {
  test(`what is a secret of one resource is shown in the clear by none: ${capture}`, async () => {
    const run = await captured(capture);
    const { resources } = run;
    const secretProperties = secretsIn(run);
    const isTelling = (value: unknown): value is string => typeof value === "string" && value.length >= 8;
    const secrets = resources.flatMap((one) =>
      [...secretProperties(one)].map((property) => one.state[property]).filter(isTelling),
    );

    const shown = resources.flatMap((one) =>
      Object.entries(one.state)
        .filter(([property]) => !secretProperties(one).has(property))
        .filter(([, value]) => secrets.some((secret) => shows(value, JSON.stringify(secret).slice(1, -1))))
        .map(([property]) => `${one.type} ${one.name} ${property}`),
    );

    assert.ok(secrets.length > 4);
    assertNone(shown);
  });
}
