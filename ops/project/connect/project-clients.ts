import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

export type ProjectClients = {
  readonly dynamo: DynamoDBClient;
  readonly secrets: SecretsManagerClient;
  readonly close: () => void;
};

const closing = (dynamo: DynamoDBClient, secrets: SecretsManagerClient): ProjectClients => ({
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
  return closing(new DynamoDBClient(place), new SecretsManagerClient(place));
};

type Endpoints = { readonly dynamodb: string; readonly secretsmanager: string };

/** Clients for a running local engine, which asks for no real credentials. */
export const localProjectClients = (region: string, { dynamodb, secretsmanager }: Endpoints): ProjectClients => {
  const shared = { region, credentials: { accessKeyId: "local", secretAccessKey: "local" }, maxAttempts: 1 };
  return closing(
    new DynamoDBClient({ ...shared, endpoint: dynamodb }),
    new SecretsManagerClient({ ...shared, endpoint: secretsmanager }),
  );
};
