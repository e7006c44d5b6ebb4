import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startApiGateway } from "../../../../tools/aws/api-gateway/api-gateway";
import { startCloudWatch } from "../../../../tools/aws/cloudwatch/cloud-watch";
import { startDynamo } from "../../../../tools/aws/dynamo/dynamo";
import { credentialsOf } from "../../../../tools/aws/guard";
import { startLambdaHost } from "../../../../tools/aws/lambda/lambda-host";
import { startSecretsManager } from "../../../../tools/aws/secrets-manager/secrets-manager";
import { startSqsSns } from "../../../../tools/aws/sqs/sqs-sns";
import type { Cloud } from "../../../../tools/engine/resources/cloud";
import { makeCloudResources } from "../../../../tools/engine/resources/cloud-resources";
import { localPlace } from "../../../../tools/engine/resources/identity";
import { sendSns } from "../../../../tools/engine/resources/sns-topic";
import { accessKey, dynamoAt, s3At, sqsAt } from "../../../helpers/local-clients";
import { temporaryFolder } from "../../../helpers/temporary-folder";

/** Starts every service of the local run for real; alarms are evaluated when a test asks for it. */
export const startLocalCloud = async (changes: Partial<Cloud> = {}) => {
  const warnings: string[] = [];
  const credentials = credentialsOf(accessKey);
  const [dynamo, queues, secretsManager, lambda] = await Promise.all([
    startDynamo({ accessKey }),
    startSqsSns({ accessKey }),
    startSecretsManager({ accessKey }),
    startLambdaHost({ accessKey, onLogLine: () => undefined }),
  ]);
  const apiGateway = await startApiGateway({ port: 0, accountId: localPlace.account, invoke: lambda.invoke });
  const cloudWatch = startCloudWatch({ now: Date.now, publish: async () => undefined, evaluateEveryMs: 0 });
  const clients = { dynamo: dynamoAt(dynamo.url), sqs: sqsAt(queues.url), s3: s3At(queues.url) };
  const cloud: Cloud = {
    ...clients,
    place: localPlace,
    credentials,
    endpoints: {
      dynamodb: dynamo.url,
      sqs: queues.url,
      sns: queues.url,
      s3: queues.url,
      secretsManager: secretsManager.url,
    },
    sns: (fields) => sendSns({ place: localPlace, credentials, endpoints: { sns: queues.url } }, fields),
    lambda,
    apiGateway,
    cloudWatch,
    secrets: secretsManager.secrets,
    functionsFolder: join(temporaryFolder(), "functions"),
    warn: (text) => warnings.push(text),
    ...changes,
  };
  const resources = makeCloudResources(cloud);
  return {
    cloud,
    resources,
    lambda,
    apiGateway,
    secretsManager,
    cloudWatch,
    warnings,
    /** Makes one resource as a program would. */
    make: (type: string, inputs: Readonly<Record<string, unknown>>, name = "thing") =>
      resources.make(inputs, { type, urn: `urn:pulumi:test::demo::${type}::${name}` }),
    stop: async () => {
      for (const client of Object.values(clients)) client.destroy();
      await Promise.all(
        [apiGateway, lambda, dynamo, queues, secretsManager, cloudWatch].map((service) => service.stop()),
      );
    },
  };
};

export type LocalCloud = Awaited<ReturnType<typeof startLocalCloud>>;

/** A suite with a local cloud for all of its tests, or one for each. */
export const cloudSuite = (name: string, sharing: "shared" | "one each" = "shared") => {
  const test = suite<{ local: LocalCloud }>(name);
  const [before, after] = sharing === "shared" ? [test.before, test.after] : [test.before.each, test.after.each];
  before(async (context) => {
    context.local = await startLocalCloud();
  });
  after(({ local }) => local.stop());
  return test;
};

/** The message with which something was refused. */
export const refusalOf = (making: Promise<unknown>): Promise<string> =>
  making.then(
    () => "it was not refused",
    (error: Error) => error.message,
  );

/** Asserts with which words each resource is refused. */
export const assertRefused = async (
  { make }: LocalCloud,
  ...refused: readonly (readonly [type: string, inputs: Readonly<Record<string, unknown>>, words: string])[]
): Promise<void> => {
  const refusals = await Promise.all(refused.map(([type, inputs]) => refusalOf(make(type, inputs))));
  const expected = refused.map(([, , words]) => words);
  assert.equal(refusals, expected);
};
