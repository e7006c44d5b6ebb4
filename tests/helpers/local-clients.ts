import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient, type SecretsManagerClientConfig } from "@aws-sdk/client-secrets-manager";
import { SQSClient, type SQSClientConfig } from "@aws-sdk/client-sqs";

const local = { region: "eu-north-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };

export const dynamoAt = (endpoint: string, more: DynamoDBClientConfig = {}): DynamoDBClient =>
  new DynamoDBClient({ ...local, endpoint, ...more });
export const secretsAt = (endpoint: string, more: SecretsManagerClientConfig = {}): SecretsManagerClient =>
  new SecretsManagerClient({ ...local, endpoint, ...more });
export const sqsAt = (endpoint: string, more: SQSClientConfig = {}): SQSClient =>
  new SQSClient({ ...local, endpoint, useQueueUrlAsEndpoint: false, ...more });
