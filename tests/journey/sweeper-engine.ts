import { resolve } from "node:path";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { localPlace } from "../../local/resources/place";
import { readOptions } from "../../local/run/options";
import { dynamoClient, sqsClient } from "../../local/run/sdk-clients";
import { startEngine } from "../../local/run/start-engine";
import { startAwsProxy } from "./aws-proxy";
import { listening } from "./heard";
import type { Journey } from "./journey-engine";

/** Seconds after which a message without a trace counts as not sent. */
export const RECONCILE_AFTER_SECONDS = 4;

const config = {
  logLevel: "DEBUG",
  queueVisibilitySeconds: 5,
  queueMaxReceiveCount: 3,
  retryFirstSeconds: 0.1,
  retrySpanSeconds: 0.2,
  assistantTimeoutSeconds: 2,
  carrierTimeoutSeconds: 2,
  sweepSeconds: 1,
  reconcileAfterSeconds: RECONCILE_AFTER_SECONDS,
};

const options = (awsUrl: string) =>
  readOptions([
    ...["--port", "0"],
    ...["--env", `AWS_ENDPOINT_URL=${awsUrl}`],
    ...Object.entries(config).flatMap(([key, value]) => ["--config", `${key}=${value}`]),
  ]);

const start = async (): Promise<Journey> => {
  const aws = await startAwsProxy();
  const { heard, listeners } = listening();
  const engine = await startEngine(resolve(__dirname, "../.."), options(aws.url), listeners);
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
  return { ...engine, aws, heard, dynamo, sqs, secrets, stop };
};

let users = 0;
let running: Promise<Journey> | undefined;

/** Gives a suite the engine with a quick sweeper, which such suites of this process share; the last one ends it. */
export const withQuickSweeper = ({ after }: { readonly after: (hook: () => Promise<void>) => void }) => {
  users += 1;
  after(async () => {
    users -= 1;
    if (users === 0) await (await running)?.stop();
  });
  return (): Promise<Journey> => {
    running ??= start();
    return running;
  };
};
