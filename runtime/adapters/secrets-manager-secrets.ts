import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { SecretMissing, Secrets } from "../ports/secrets";

const missing = (name: string, why: string): SecretMissing => ({
  _tag: "SecretMissing",
  reason: `secret ${name}: ${why}`,
});

/** Secrets Manager, read at every call. */
export const secretsManagerSecrets = (client: SecretsManagerClient): Pick<Secrets, "get"> => ({
  get: (name) =>
    pipe(
      TE.tryCatch(
        () => client.send(new GetSecretValueCommand({ SecretId: name })),
        (error) => missing(name, error instanceof Error ? error.name : "unreadable"),
      ),
      TE.chainEitherK(({ SecretString }) =>
        SecretString === undefined ? E.left(missing(name, "holds no text")) : E.right(SecretString),
      ),
    ),
});
