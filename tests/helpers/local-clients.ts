import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient, type SecretsManagerClientConfig } from "@aws-sdk/client-secrets-manager";
import { SQSClient, type SQSClientConfig } from "@aws-sdk/client-sqs";
import { credentialsOf } from "../../tools/aws/guard";

/** The key of the stand-ins that tests start by themselves. */
export const accessKey = "local";

const local = { region: "eu-north-1", credentials: credentialsOf(accessKey) };

/** The Authorization header of a client of AWS that has this key; nothing looks at more of it. */
export const signedWith = (key: string): string =>
  `AWS4-HMAC-SHA256 Credential=${key}/20261120/eu-north-1/lambda/aws4_request`;

export const dynamoAt = (endpoint: string, more: DynamoDBClientConfig = {}): DynamoDBClient =>
  new DynamoDBClient({ ...local, endpoint, ...more });
export const secretsAt = (endpoint: string, more: SecretsManagerClientConfig = {}): SecretsManagerClient =>
  new SecretsManagerClient({ ...local, endpoint, ...more });
export const sqsAt = (endpoint: string, more: SQSClientConfig = {}): SQSClient =>
  new SQSClient({ ...local, endpoint, useQueueUrlAsEndpoint: false, ...more });
export const s3At = (endpoint: string): S3Client => new S3Client({ ...local, endpoint, forcePathStyle: true });
