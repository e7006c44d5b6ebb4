import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { SecretMissing, Secrets } from "../ports/secrets";
import type { Clock } from "../ports/time-and-chance";

const missing = (name: string, why: string): SecretMissing => ({
  _tag: "SecretMissing",
  reason: `secret ${name}: ${why}`,
});

/** Secrets Manager, read at every call. */
export const secretsManagerSecrets = (client: SecretsManagerClient): Omit<Secrets, "forget"> => {
  const get: Secrets["get"] = (name) =>
    pipe(
      TE.tryCatch(
        () => client.send(new GetSecretValueCommand({ SecretId: name })),
        (error) => missing(name, error instanceof Error ? error.name : "unreadable"),
      ),
      TE.chainEitherK(({ SecretString }) =>
        SecretString === undefined ? E.left(missing(name, "holds no text")) : E.right(SecretString),
      ),
    );
  return { get, getLatest: get };
};

type Remembered = { readonly value: Promise<E.Either<SecretMissing, string>>; readonly readAt: number };

/** Milliseconds for which a secret is remembered: a rotated one is in use after that at the latest. */
const MEMORY_MS = 300_000;
/** Milliseconds within which the latest value is read once, so that those who ask with forgeries cannot make us read more. */
const LATEST_MS = 5_000;

/** Remembers secrets per container; callers at the same time share one read, and failures are not remembered. */
export const withMemory = (secrets: Pick<Secrets, "get">, clock: Clock): Secrets => {
  const memory = new Map<string, Remembered>();
  const read = (name: string): Promise<E.Either<SecretMissing, string>> => {
    const value = secrets.get(name)();
    memory.set(name, { value, readAt: clock.now().getTime() });
    const forget = (): void => {
      if (memory.get(name)?.value === value) memory.delete(name);
    };
    void value.then((result) => E.isLeft(result) && forget(), forget);
    return value;
  };
  const notOlderThan =
    (ms: number): Secrets["get"] =>
    (name) =>
    () => {
      const known = memory.get(name);
      return known !== undefined && clock.now().getTime() < known.readAt + ms ? known.value : read(name);
    };
  return {
    get: notOlderThan(MEMORY_MS),
    getLatest: notOlderThan(LATEST_MS),
    forget: (name) => () => void memory.delete(name),
  };
};
