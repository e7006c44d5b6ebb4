import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SQSClient } from "@aws-sdk/client-sqs";

type Clients = { readonly dynamo: DynamoDBClient; readonly sqs: SQSClient; readonly secrets: SecretsManagerClient };

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
    secrets: new SecretsManagerClient(place),
  });
};

type LocalEndpoints = {
  readonly region: string;
  readonly endpoints: { readonly dynamodb: string; readonly sqs: string; readonly secretsmanager: string };
};

/** Clients for a running local engine, which asks for no real credentials. */
export const localClients = ({ region, endpoints }: LocalEndpoints): AwsClients => {
  const place = { region, credentials: { accessKeyId: "local", secretAccessKey: "local" } };
  return closing({
    dynamo: new DynamoDBClient({ ...place, endpoint: endpoints.dynamodb }),
    sqs: new SQSClient({ ...place, endpoint: endpoints.sqs, useQueueUrlAsEndpoint: false }),
    secrets: new SecretsManagerClient({ ...place, endpoint: endpoints.secretsmanager }),
  });
};
