import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { Credentials } from "../../aws/guard";

type Clients = {
  readonly dynamo: DynamoDBClient;
  readonly sqs: SQSClient;
  readonly s3: S3Client;
  readonly secrets: SecretsManagerClient;
};

const closing = (clients: Clients) => ({
  ...clients,
  close: (): void => {
    for (const client of Object.values(clients)) client.destroy();
  },
});
export type AwsClients = ReturnType<typeof closing>;

/** Clients for AWS itself, with the operator's ordinary credentials; without a region the SDK's own configuration names it. */
export const deployedClients = (region: string | undefined): AwsClients => {
  const place = region === undefined ? {} : { region };
  return closing({
    dynamo: new DynamoDBClient(place),
    sqs: new SQSClient({ ...place, useQueueUrlAsEndpoint: false }),
    s3: new S3Client(place),
    secrets: new SecretsManagerClient(place),
  });
};

/** Fails before anything is asked of AWS where there is no region or nobody has signed in. */
export const requireCredentials = async (region: string | undefined): Promise<void> => {
  const client = new DynamoDBClient(region === undefined ? {} : { region });
  try {
    await client.config.region();
    await client.config.credentials();
  } finally {
    client.destroy();
  }
};

type LocalEndpoints = {
  readonly region: string;
  readonly credentials: Credentials;
  readonly endpoints: {
    readonly dynamodb: string;
    readonly sqs: string;
    readonly s3: string;
    readonly secretsmanager: string;
  };
};

/** Clients for a running local engine, which asks for the credentials of its start. */
export const localClients = ({ region, credentials, endpoints }: LocalEndpoints): AwsClients => {
  const place = { region, credentials };
  return closing({
    dynamo: new DynamoDBClient({ ...place, endpoint: endpoints.dynamodb }),
    sqs: new SQSClient({ ...place, endpoint: endpoints.sqs, useQueueUrlAsEndpoint: false }),
    s3: new S3Client({ ...place, endpoint: endpoints.s3, forcePathStyle: true }),
    secrets: new SecretsManagerClient({ ...place, endpoint: endpoints.secretsmanager }),
  });
};
