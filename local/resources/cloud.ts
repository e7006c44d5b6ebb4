import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { ApiGateway } from "../api-gateway/api-gateway";
import type { CloudWatch } from "../cloudwatch/cloud-watch";
import type { LambdaHost } from "../lambda/lambda-host";
import type { Secrets } from "../secrets-manager/secrets-manager";
import type { Place } from "./place";

/** Where a service of the local run listens. */
export type Endpoints = {
  readonly dynamodb: string;
  readonly sqs: string;
  readonly sns: string;
  readonly secretsManager: string;
};

/** The services in which the program's resources are made. */
export type Cloud = {
  readonly place: Place;
  readonly endpoints: Endpoints;
  readonly dynamo: DynamoDBClient;
  /** Must keep to its endpoint: `useQueueUrlAsEndpoint: false`. */
  readonly sqs: SQSClient;
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
  readonly secrets: Pick<Secrets, "create" | "put" | "delete" | "names">;
  /** The folder in which each function's archive is unpacked, under the function's name. */
  readonly functionsFolder: string;
  /** Variables for every function, over those that it declares. `AWS_ENDPOINT_URL` replaces the endpoints of the services. */
  readonly extraEnvironment?: Readonly<Record<string, string>>;
  /** Told of what is accepted but has no effect here. */
  readonly warn: (text: string) => void;
};
