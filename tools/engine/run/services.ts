import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { toError } from "fp-ts/Either";
import type { AccessEntry } from "../../aws/api-gateway/access-log";
import { type ApiGateway, startApiGateway } from "../../aws/api-gateway/api-gateway";
import type { AlarmChange } from "../../aws/cloudwatch/alarm";
import { type CloudWatch, startCloudWatch } from "../../aws/cloudwatch/cloud-watch";
import { type DynamoTap, startDynamo } from "../../aws/dynamo/dynamo";
import type { TableStreams } from "../../aws/dynamo/table-streams";
import { credentialsOf } from "../../aws/guard";
import { type LambdaHost, startLambdaHost } from "../../aws/lambda/lambda-host";
import type { LogLine } from "../../aws/lambda/log-lines";
import { type SecretsManager, startSecretsManager } from "../../aws/secrets-manager/secrets-manager";
import { type QueueTap, startSqsSns } from "../../aws/sqs/sqs-sns";
import type { Cloud } from "../resources/cloud";
import { localPlace, type Place } from "../resources/identity";
import { sendSns } from "../resources/sns-topic";
import { measureInvocation, measureRequest, startQueueMetrics } from "./metrics";

/** With what and where the clients of the services sign. */
type Signing = Pick<Place, "region"> & Pick<Cloud, "credentials">;

export const dynamoClient = ({ region, credentials }: Signing, endpoint: string): DynamoDBClient =>
  new DynamoDBClient({ region, endpoint, credentials });

/** The client would otherwise talk to the host in the queue's URL, whatever its endpoint. */
const sqsClient = ({ region, credentials }: Signing, endpoint: string): SQSClient =>
  new SQSClient({ region, endpoint, credentials, useQueueUrlAsEndpoint: false });

type ServicesOptions = {
  /** Of this start: nothing answers without it. */
  readonly key: string;
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
  readonly streams: TableStreams;
  /** What the console sees of the stores, and what it lets them refuse. */
  readonly taps: { readonly dynamo: DynamoTap; readonly queues: QueueTap };
};

/** How what was started is ended, for a stack of all that was. */
export const end = ({ stop }: { readonly stop: () => Promise<void> }): Promise<void> => stop();

/**
 * One that waits leaves the processor to another; more than the machine has processors starve each other, and the stores of this process, past
 * the SDKs' time limits. Six functions with three workers each take some 1 GB.
 */
const mostWorkers = Math.min(Math.max(availableParallelism(), 2), 3);

const functionsFolder = (started: AsyncDisposableStack): string =>
  started.adopt(mkdtempSync(join(tmpdir(), "ai-multi-comms-")), (folder) =>
    rmSync(folder, { recursive: true, force: true }),
  );

const nameTheOption = (error: unknown): never => {
  throw new Error(`${toError(error).message}; --port chooses another one, --port 0 any free one`, { cause: error });
};

/** Starts every stand-in for AWS; `started` learns how to end each. */
export const startServices = async (options: ServicesOptions, started: AsyncDisposableStack): Promise<Services> => {
  const place = localPlace;
  const accessKey = options.key;
  const credentials = credentialsOf(accessKey);
  const folder = functionsFolder(started);
  const kept = { accessKey, ...(options.stateFolder === undefined ? {} : { stateFolder: options.stateFolder }) };
  const dynamo = started.adopt(await startDynamo(kept), end);
  const queues = started.adopt(await startSqsSns(kept), end);
  const secretsManager = started.adopt(await startSecretsManager({ accessKey }), end);
  const endpoints = {
    dynamodb: dynamo.url,
    sqs: queues.url,
    sns: queues.url,
    s3: queues.url,
    secretsManager: secretsManager.url,
  };

  const sns: Cloud["sns"] = (fields) => sendSns({ endpoints, place, credentials }, fields);

  const cloudWatch = started.adopt(
    startCloudWatch({
      now: Date.now,
      evaluateEveryMs: 1_000,
      onAlarm: options.onAlarm,
      publish: async (TopicArn, Subject, Message) => {
        await sns({ Action: "Publish", TopicArn, Subject, Message });
      },
    }),
    end,
  );
  started.adopt(startQueueMetrics({ queues: queues.queues, cloudWatch }), end);
  const lambda = started.adopt(
    await startLambdaHost({
      accessKey,
      onLogLine: (line) => {
        cloudWatch.ingest(line);
        options.onLogLine(line);
      },
      onInvocation: (report) => measureInvocation(cloudWatch, report),
      limits: { mostWorkers },
    }),
    end,
  );
  const apiGateway = started.adopt(
    await startApiGateway({
      port: options.port,
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
    end,
  );
  const cloud: Cloud = {
    place,
    endpoints,
    credentials,
    dynamo: dynamoClient({ ...place, credentials }, endpoints.dynamodb),
    sqs: sqsClient({ ...place, credentials }, endpoints.sqs),
    s3: new S3Client({ region: place.region, credentials, endpoint: endpoints.s3, forcePathStyle: true }),
    sns,
    lambda,
    apiGateway,
    cloudWatch,
    secrets: secretsManager.secrets,
    functionsFolder: folder,
    extraEnvironment: options.environment,
    warn: options.warn,
  };
  started.defer(() => {
    cloud.dynamo.destroy();
    cloud.sqs.destroy();
    cloud.s3.destroy();
  });
  const taps = { dynamo: dynamo.tap, queues: queues.tap };
  return { cloud, lambda, apiGateway, cloudWatch, secretsManager, streams: dynamo.streams, taps };
};
