import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { RECEIPT_KEY, secretName } from "../../infra/secret-names";
import type { Ready } from "../../local/run/ready";

/** The key that this engine's receipt references are sealed with. */
export const readReceiptKey = async ({ region, endpoints }: Ready): Promise<string> => {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new SecretsManagerClient({ region, endpoint: endpoints.secretsmanager, credentials });
  try {
    const { SecretString = "" } = await client.send(
      new GetSecretValueCommand({ SecretId: secretName(RECEIPT_KEY, "local") }),
    );
    return SecretString;
  } finally {
    client.destroy();
  }
};
