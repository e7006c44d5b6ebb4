import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { Place } from "../resources/place";

const credentials = { accessKeyId: "local", secretAccessKey: "local" };

export const dynamoClient = ({ region }: Place, endpoint: string): DynamoDBClient =>
  new DynamoDBClient({ region, endpoint, credentials });

/** The client would otherwise talk to the host in the queue's URL, whatever its endpoint. */
export const sqsClient = ({ region }: Place, endpoint: string): SQSClient =>
  new SQSClient({ region, endpoint, credentials, useQueueUrlAsEndpoint: false });
