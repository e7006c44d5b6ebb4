import * as E from "fp-ts/Either";
import type { Clock } from "../ports/clock";
import type { SecretMissing, Secrets } from "../ports/secrets";

type Remembered = { readonly value: Promise<E.Either<SecretMissing, string>>; readonly until: number };

/** Milliseconds for which a secret is remembered: a rotated one is in use after that at the latest. */
const MEMORY_MS = 300_000;

/** Remembers secrets per container; callers at the same time share one read, and failures are not remembered. */
export const withMemory = (secrets: Pick<Secrets, "get">, clock: Clock): Secrets => {
  const memory = new Map<string, Remembered>();
  const read = (name: string): Promise<E.Either<SecretMissing, string>> => {
    const value = secrets.get(name)();
    memory.set(name, { value, until: clock.now().getTime() + MEMORY_MS });
    const forget = (): void => {
      if (memory.get(name)?.value === value) memory.delete(name);
    };
    void value.then((result) => E.isLeft(result) && forget(), forget);
    return value;
  };
  return {
    get: (name) => () => {
      const known = memory.get(name);
      return known !== undefined && known.until > clock.now().getTime() ? known.value : read(name);
    },
    forgetAll: () => memory.clear(),
  };
};
