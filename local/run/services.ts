import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccessEntry } from "../api-gateway/access-entry";
import { type ApiGateway, startApiGateway } from "../api-gateway/api-gateway";
import { startDynamo } from "../aws/dynamo";
import type { DynamoTap } from "../aws/dynamo-tap";
import type { QueueTap } from "../aws/queue-tap";
import { startSqsSns } from "../aws/sqs-sns";
import type { AlarmChange } from "../cloudwatch/alarm";
import { type CloudWatch, startCloudWatch } from "../cloudwatch/cloud-watch";
import { type LambdaHost, startLambdaHost } from "../lambda/lambda-host";
import type { LogLine } from "../lambda/log-line";
import type { Cloud } from "../resources/cloud";
import { localPlace } from "../resources/place";
import { sendSns } from "../resources/sns-request";
import { type SecretsManager, startSecretsManager } from "../secrets-manager/secrets-manager";
import { acceptAllOfUnicode } from "./accept-all-of-unicode";
import { measureRequest } from "./api-metrics";
import { measureInvocation } from "./function-metrics";
import { startQueueMetrics } from "./queue-metrics";
import { dynamoClient, sqsClient } from "./sdk-clients";
import type { StopLast } from "./stop-last";

export type ServicesOptions = {
  readonly port: number;
  readonly stateFolder: string | undefined;
  readonly environment: Readonly<Record<string, string>>;
  readonly onLogLine: (line: LogLine) => void;
  readonly onAccess: (entry: AccessEntry) => void;
  readonly onAccessLog?: (line: string) => void;
  readonly onAlarm: (change: AlarmChange) => void;
  readonly warn: (text: string) => void;
};

/** The stand-ins for AWS. */
export type Services = {
  readonly cloud: Cloud;
  readonly lambda: LambdaHost;
  readonly apiGateway: ApiGateway;
  readonly cloudWatch: CloudWatch;
  readonly secretsManager: SecretsManager;
  /** What the console sees of the stores, and what it lets them refuse. */
  readonly taps: { readonly dynamo: DynamoTap; readonly queues: QueueTap };
};

const functionsFolder = (stops: StopLast): string => {
  const folder = mkdtempSync(join(tmpdir(), "ai-multi-comms-"));
  stops.add(async () => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

const nameTheOption = (error: unknown): never => {
  const text = error instanceof Error ? error.message : String(error);
  throw new Error(`${text}; --port chooses another one, --port 0 any free one`, { cause: error });
};

/** Starts every stand-in for AWS; `stops` learns how to end each. */
export const startServices = async (options: ServicesOptions, stops: StopLast): Promise<Services> => {
  const place = localPlace;
  const folder = functionsFolder(stops);
  const persisted = options.stateFolder === undefined ? {} : { stateFolder: options.stateFolder };
  const dynamo = stops.keep(await startDynamo(persisted));
  await acceptAllOfUnicode();
  const queues = stops.keep(await startSqsSns(persisted));
  const secretsManager = stops.keep(await startSecretsManager());
  const endpoints = { dynamodb: dynamo.url, sqs: queues.url, sns: queues.url, secretsManager: secretsManager.url };

  const sns: Cloud["sns"] = (fields) => sendSns({ endpoints, place }, fields);

  const cloudWatch = stops.keep(
    startCloudWatch({
      now: Date.now,
      evaluateEveryMs: 1_000,
      onAlarm: options.onAlarm,
      publish: async (TopicArn, Subject, Message) => {
        await sns({ Action: "Publish", TopicArn, Subject, Message });
      },
    }),
  );
  stops.keep(startQueueMetrics({ queues: queues.queues, cloudWatch }));
  const lambda = stops.keep(
    await startLambdaHost({
      onLogLine: (line) => {
        cloudWatch.ingest(line);
        options.onLogLine(line);
      },
      onInvocation: (report) => measureInvocation(cloudWatch, report),
      maxConcurrencyPerFunction: 50,
    }),
  );
  const apiGateway = stops.keep(
    await startApiGateway({
      port: options.port,
      region: place.region,
      accountId: place.account,
      invoke: lambda.invoke,
      onAccess: (entry) => {
        measureRequest(cloudWatch, entry);
        options.onAccess(entry);
      },
      onAccessLog: (logGroup, line) => {
        cloudWatch.ingest({ logGroup, timestamp: new Date().toISOString(), line });
        options.onAccessLog?.(line);
      },
    }).catch(nameTheOption),
  );
  const cloud: Cloud = {
    place,
    endpoints,
    dynamo: dynamoClient(place, endpoints.dynamodb),
    sqs: sqsClient(place, endpoints.sqs),
    sns,
    lambda,
    apiGateway,
    cloudWatch,
    secrets: secretsManager.secrets,
    functionsFolder: folder,
    extraEnvironment: options.environment,
    warn: options.warn,
  };
  stops.add(async () => {
    cloud.dynamo.destroy();
    cloud.sqs.destroy();
  });
  return { cloud, lambda, apiGateway, cloudWatch, secretsManager, taps: { dynamo: dynamo.tap, queues: queues.tap } };
};
