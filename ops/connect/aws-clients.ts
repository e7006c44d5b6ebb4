import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";

export type AwsClients = { readonly dynamo: DynamoDBClient; readonly sqs: SQSClient; readonly close: () => void };

const closing = (dynamo: DynamoDBClient, sqs: SQSClient): AwsClients => ({
  dynamo,
  sqs,
  close: () => {
    dynamo.destroy();
    sqs.destroy();
  },
});

/** Clients for AWS itself, with the operator's ordinary credentials; without a region the SDK's own configuration names it. */
export const deployedClients = (region: string | undefined): AwsClients => {
  const place = region === undefined ? {} : { region };
  return closing(new DynamoDBClient(place), new SQSClient({ ...place, useQueueUrlAsEndpoint: false }));
};

export type LocalEndpoints = { readonly region: string; readonly dynamodb: string; readonly sqs: string };

/** Clients for a running local engine, which asks for no real credentials. */
export const localClients = ({ region, dynamodb, sqs }: LocalEndpoints): AwsClients => {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  return closing(
    new DynamoDBClient({ region, credentials, endpoint: dynamodb }),
    new SQSClient({ region, credentials, endpoint: sqs, useQueueUrlAsEndpoint: false }),
  );
};
