import { resolve } from "node:path";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { localPlace } from "../../local/resources/place";
import type { Options } from "../../local/run/options";
import { dynamoClient, sqsClient } from "../../local/run/sdk-clients";
import { type Engine, startEngine } from "../../local/run/start-engine";
import { type AwsProxy, startAwsProxy } from "./aws-proxy";
import { type Heard, listening } from "./heard";

/** A running engine with clients for what it keeps. */
export type Journey = Engine & {
  readonly aws: AwsProxy;
  readonly heard: Heard;
  readonly dynamo: DynamoDBClient;
  readonly sqs: SQSClient;
  readonly secrets: SecretsManagerClient;
};

const start = async (optionsFor: (awsUrl: string) => Options): Promise<Journey> => {
  const aws = await startAwsProxy();
  const { heard, listeners } = listening();
  const engine = await startEngine(resolve(__dirname, "../.."), optionsFor(aws.url), listeners);
  const { endpoints, region } = engine.ready;
  aws.forwardTo(endpoints);
  const dynamo = dynamoClient(localPlace, endpoints.dynamodb);
  const sqs = sqsClient(localPlace, endpoints.sqs);
  const secrets = new SecretsManagerClient({
    region,
    endpoint: endpoints.secretsmanager,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const stop = async (): Promise<void> => {
    for (const client of [dynamo, sqs, secrets]) client.destroy();
    await engine.stop();
    await aws.stop();
  };
  return {
    ...{ ...engine, aws, heard, dynamo, sqs, secrets, stop },
    get ready() {
      return engine.ready;
    },
  };
};

type Suite = { readonly after: (hook: () => Promise<void>) => void };

/**
 * Gives suites an engine that all such suites of this process share: the first test starts it, and the last suite ends it.
 * uvu loads every file before it runs the first, so that all users are known by then. A hook of uvu's that fails before the
 * tests passes for a success; so the start is left to the tests.
 */
export const sharedJourney = (optionsFor: (awsUrl: string) => Options) => {
  let users = 0;
  let running: Promise<Journey> | undefined;
  return ({ after }: Suite) => {
    users += 1;
    after(async () => {
      users -= 1;
      if (users === 0) await (await running)?.stop();
    });
    return (): Promise<Journey> => {
      running ??= start(optionsFor);
      return running;
    };
  };
};
