import type * as IO from "fp-ts/IO";
import type * as TE from "fp-ts/TaskEither";

export type SecretMissing = { readonly _tag: "SecretMissing"; readonly reason: string };

/** Secret values by name, as stored (JSON text); they may be remembered for a while. */
export type Secrets = {
  readonly get: (name: string) => TE.TaskEither<SecretMissing, string>;
  /** As it stands now, past what is remembered; of many that ask within seconds the first one reads. */
  readonly getLatest: (name: string) => TE.TaskEither<SecretMissing, string>;
  /** Drops what is remembered of a secret that was not accepted; nobody else's. */
  readonly forget: (name: string) => IO.IO<void>;
};
export type HasSecrets = { readonly secrets: Secrets };
