import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SQSClient } from "@aws-sdk/client-sqs";

/** Milliseconds. The SDK by itself waits for ever; with its retries a call is over within about ten seconds. */
const limits = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};

export const dynamoClient = (): DynamoDBClient => new DynamoDBClient(limits);
export const secretsClient = (): SecretsManagerClient => new SecretsManagerClient(limits);

/** The client would otherwise send to the host of the queue's URL, past a configured endpoint. */
export const sqsClient = (): SQSClient => new SQSClient({ ...limits, useQueueUrlAsEndpoint: false });
