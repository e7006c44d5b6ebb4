import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { type SecretsManager, startSecretsManager } from "../../../local/secrets-manager/secrets-manager";

export type RunningSecretsManager = {
  readonly manager: SecretsManager;
  readonly client: SecretsManagerClient;
  readonly clock: { now: number };
};

/** Runs a test with the real SDK client against a fresh stand-in. */
export const withSecretsManager =
  (test: (running: RunningSecretsManager) => Promise<void>) => async (): Promise<void> => {
    const clock = { now: Date.parse("2026-11-20T10:39:00.000Z") };
    const manager = await startSecretsManager({ now: () => clock.now });
    const client = new SecretsManagerClient({
      region: "eu-north-1",
      endpoint: manager.url,
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
      maxAttempts: 1,
    });
    try {
      await test({ manager, client, clock });
    } finally {
      client.destroy();
      await manager.stop();
    }
  };

/** The answer's own fields. */
export const fieldsOf = <T extends { readonly $metadata: unknown }>({
  $metadata: _,
  ...fields
}: T): Omit<T, "$metadata"> => fields;

/** The service's error as `Name: message`, or a text that no test expects. */
export const refusal = async (answer: Promise<unknown>): Promise<string> =>
  answer.then(
    () => "no error",
    (error: Error) => `${error.name}: ${error.message}`,
  );
