import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import type { HasSecrets, SecretMissing } from "../ports/secrets";

/** The secret that receipt references are sealed with; text as it is. */
export const readReceiptKey = (name: string): RTE.ReaderTaskEither<HasSecrets, SecretMissing, string> =>
  pipe(
    RTE.asks(({ secrets }: HasSecrets) => secrets.get(name)),
    RTE.chainTaskEitherK((read) => read),
  );
