import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import type * as t from "io-ts";
import { decodeOr } from "../codec/decode-or";
import { parseJson } from "../codec/parse-json";
import type { HasSecrets, SecretMissing } from "../ports/secrets";

const malformed = (name: string, reason: string): SecretMissing => ({
  _tag: "SecretMissing",
  reason: `secret ${name}: ${reason}`,
});

const decode =
  <A>(name: string, codec: t.Decoder<unknown, A>) =>
  (text: string): E.Either<SecretMissing, A> =>
    pipe(
      text,
      parseJson(() => malformed(name, "not JSON")),
      E.chain(decodeOr(codec, (places) => malformed(name, places))),
    );

/** A secret's fields; the reason of a failure names the secret and its fields, never a value. */
export const readSecret = <A>(
  name: string,
  codec: t.Decoder<unknown, A>,
): RTE.ReaderTaskEither<HasSecrets, SecretMissing, A> =>
  pipe(
    RTE.asksReaderTaskEither(({ secrets }: HasSecrets) => RTE.fromTaskEither(secrets.get(name))),
    RTE.chainEitherK(decode(name, codec)),
  );
