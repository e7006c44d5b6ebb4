import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";

const local = { region: "eu-north-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };

export const dynamoAt = (endpoint: string): DynamoDBClient => new DynamoDBClient({ ...local, endpoint });
export const sqsAt = (endpoint: string): SQSClient =>
  new SQSClient({ ...local, endpoint, useQueueUrlAsEndpoint: false });
