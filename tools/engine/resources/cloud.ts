import { randomUUID } from "node:crypto";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { S3Client } from "@aws-sdk/client-s3";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { ApiGateway } from "../../aws/api-gateway/api-gateway";
import { readApi } from "../../aws/api-gateway/read-api";
import { requireAlarm } from "../../aws/cloudwatch/alarm";
import type { CloudWatch } from "../../aws/cloudwatch/cloud-watch";
import { makeMetricFilter } from "../../aws/cloudwatch/metric-filter";
import { makeMetricStore } from "../../aws/cloudwatch/metric-store";
import type { Credentials } from "../../aws/guard";
import { functionSpecFaults } from "../../aws/lambda/function-spec";
import type { LambdaHost } from "../../aws/lambda/lambda-host";
import type { Secrets } from "../../aws/secrets-manager/secrets-manager";
import type { Place } from "./identity";

/** Where a service of the local run listens. */
type Endpoints = {
  readonly dynamodb: string;
  readonly sqs: string;
  readonly sns: string;
  readonly s3: string;
  readonly secretsManager: string;
};

/** The services in which the program's resources are made. */
export type Cloud = {
  readonly place: Place;
  readonly endpoints: Endpoints;
  /** Which the services ask for, new with every start. */
  readonly credentials: Credentials;
  readonly dynamo: DynamoDBClient;
  /** Must keep to its endpoint: `useQueueUrlAsEndpoint: false`. */
  readonly sqs: SQSClient;
  /** Must name buckets in paths: `forcePathStyle`. */
  readonly s3: S3Client;
  /** Sends one operation of SNS and gives its XML answer. */
  readonly sns: (fields: Readonly<Record<string, string>>) => Promise<string>;
  readonly lambda: Pick<LambdaHost, "deploy" | "remove">;
  readonly apiGateway: Pick<
    ApiGateway,
    | "url"
    | "putApi"
    | "removeApi"
    | "putStage"
    | "removeStage"
    | "setThrottle"
    | "putApiKey"
    | "removeApiKey"
    | "putUsagePlan"
    | "removeUsagePlan"
    | "addUsagePlanKey"
    | "removeUsagePlanKey"
  >;
  readonly cloudWatch: Pick<CloudWatch, "putMetricFilter" | "removeMetricFilter" | "putAlarm" | "removeAlarm">;
  readonly secrets: Pick<Secrets, "create" | "put" | "delete" | "names" | "current">;
  /** The folder in which each function's archive is unpacked, under the function's name. */
  readonly functionsFolder: string;
  /** Variables for every function, over those that it declares. `AWS_ENDPOINT_URL` replaces the endpoints of the services. */
  readonly extraEnvironment?: Readonly<Record<string, string>>;
  /** Told of what is accepted but has no effect here. */
  readonly warn: (text: string) => void;
};

const nothing = () => undefined;

/** A service whose methods answer the same whatever they are asked, and do nothing. */
const idle = <Service extends object>(service: Service, answer: () => unknown = nothing): Service =>
  new Proxy(service, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      return typeof member === "function" ? answer : member;
    },
  });

/** What DynamoDB answers when all goes well, as far as the makers look at it. */
const usable = { Table: { TableStatus: "ACTIVE" } };

/**
 * The cloud as a rehearsal has it: what a service would refuse by its declaration alone is refused, nothing is changed.
 * Functions' archives are unpacked, each to its own folder, where nothing runs yet.
 */
export const paperCloud = (cloud: Cloud): Cloud => ({
  ...cloud,
  dynamo: idle(cloud.dynamo, async () => usable),
  sqs: idle(cloud.sqs, async () => ({})),
  s3: idle(cloud.s3, async () => ({})),
  sns: async () => "",
  lambda: {
    deploy: async (spec) => {
      const faults = functionSpecFaults(spec);
      if (faults.length > 0) throw new Error(`Function ${spec.name} cannot be deployed: ${faults.join("; ")}`);
    },
    remove: async () => undefined,
  },
  apiGateway: { ...idle(cloud.apiGateway), putApi: (api) => void readApi(api) },
  cloudWatch: {
    ...idle(cloud.cloudWatch),
    putMetricFilter: (filter) => void makeMetricFilter(filter, makeMetricStore(Date.now)),
    putAlarm: requireAlarm,
  },
  secrets: {
    names: cloud.secrets.names,
    current: cloud.secrets.current,
    create: (name, options) => {
      if (cloud.secrets.names().includes(name))
        throw new Error(`there is already a secret "${name}", or a deleted one`);
      return { arn: options?.arn ?? "" };
    },
    put: () => ({ arn: "", versionId: randomUUID() }),
    delete: nothing,
  },
  warn: nothing,
});
