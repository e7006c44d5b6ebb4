import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SQSClient } from "@aws-sdk/client-sqs";

export type AwsClients = {
  readonly dynamo: DynamoDBClient;
  readonly sqs: SQSClient;
  readonly secrets: SecretsManagerClient;
  readonly close: () => void;
};

const closing = (clients: Omit<AwsClients, "close">): AwsClients => ({
  ...clients,
  close: () => {
    for (const client of Object.values(clients)) client.destroy();
  },
});

/** Clients for AWS itself, with the operator's ordinary credentials; without a region the SDK's own configuration names it. */
export const deployedClients = (region: string | undefined): AwsClients => {
  const place = region === undefined ? {} : { region };
  return closing({
    dynamo: new DynamoDBClient(place),
    sqs: new SQSClient({ ...place, useQueueUrlAsEndpoint: false }),
    secrets: new SecretsManagerClient(place),
  });
};

export type LocalEndpoints = {
  readonly region: string;
  readonly dynamodb: string;
  readonly sqs: string;
  readonly secretsmanager: string;
};

/** Clients for a running local engine, which asks for no real credentials. */
export const localClients = ({ region, dynamodb, sqs, secretsmanager }: LocalEndpoints): AwsClients => {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  return closing({
    dynamo: new DynamoDBClient({ region, credentials, endpoint: dynamodb }),
    sqs: new SQSClient({ region, credentials, endpoint: sqs, useQueueUrlAsEndpoint: false }),
    secrets: new SecretsManagerClient({ region, credentials, endpoint: secretsmanager }),
  });
};

export type ProjectClients = {
  readonly dynamo: DynamoDBClient;
  readonly secrets: SecretsManagerClient;
  readonly close: () => void;
};

const closingBoth = (dynamo: DynamoDBClient, secrets: SecretsManagerClient): ProjectClients => ({
  dynamo,
  secrets,
  close: () => {
    dynamo.destroy();
    secrets.destroy();
  },
});

/** Clients for AWS itself, with the operator's ordinary credentials. */
export const deployedProjectClients = (region: string | undefined): ProjectClients => {
  const place = region === undefined ? {} : { region };
  return closingBoth(new DynamoDBClient(place), new SecretsManagerClient(place));
};

type Endpoints = { readonly dynamodb: string; readonly secretsmanager: string };

/** Clients for a running local engine, which asks for no real credentials. */
export const localProjectClients = (region: string, { dynamodb, secretsmanager }: Endpoints): ProjectClients => {
  const shared = { region, credentials: { accessKeyId: "local", secretAccessKey: "local" }, maxAttempts: 1 };
  return closingBoth(
    new DynamoDBClient({ ...shared, endpoint: dynamodb }),
    new SecretsManagerClient({ ...shared, endpoint: secretsmanager }),
  );
};
