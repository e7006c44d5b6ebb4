import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { type Operation, onSecret, operation, text } from "./operation";
import {
  addVersion,
  describe,
  findVersion,
  type Secret,
  type SecretVersion,
  stagesByVersion,
  toSeconds,
} from "./secret";
import type { SecretStore } from "./secret-store";
import { refused, type Served } from "./service-error";

const token = { ClientRequestToken: t.string };
const value = { SecretString: t.string };

const named = ({ arn, name }: Secret) => ({ ARN: arn, Name: name });

const versioned = ({ id, stages, createdAt }: SecretVersion) => ({
  VersionId: id,
  VersionStages: stages,
  CreatedDate: toSeconds(createdAt),
});

type Saved = { readonly secret: Secret; readonly version?: SecretVersion };

/** Saves a secret, with a version for the value if there is any. */
const save = (store: SecretStore, secret: Secret, text: string | undefined, id: string | undefined): Served<Saved> =>
  pipe(
    text === undefined ? E.right<never, Saved>({ secret }) : addVersion(secret, { text, id, now: store.now() }),
    E.map((saved) => {
      store.save(saved.secret);
      return saved;
    }),
  );

const saved = ({ secret, version }: Saved) => ({ ...named(secret), VersionId: version?.id });

/** What the stand-in can do, by AWS's operation name: what our functions, tools and operators ask for. */
export const operations: Readonly<Record<string, Operation>> = {
  CreateSecret: operation(
    { Name: text },
    { ...token, ...value, Description: t.string },
    (store, { Name, Description: description, ClientRequestToken, SecretString }) =>
      /^[A-Za-z0-9/_+=.@-]{1,512}$/.test(Name)
        ? pipe(
            store.create(Name, { description }),
            E.chain((secret) => save(store, secret, SecretString, ClientRequestToken)),
            E.map(saved),
          )
        : refused(
            "ValidationException",
            "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
          ),
  ),

  DescribeSecret: onSecret(
    {},
    (secret) => E.right({ ...describe(secret), VersionIdsToStages: stagesByVersion(secret) }),
    "orDeleted",
  ),

  GetSecretValue: onSecret({ VersionId: t.string, VersionStage: t.string }, (secret, { VersionId, VersionStage }) =>
    pipe(
      findVersion(secret, VersionId, VersionStage),
      E.map((version) => ({ ...named(secret), ...versioned(version), SecretString: version.text })),
    ),
  ),

  ListSecrets: operation({}, {}, (store) =>
    E.right({
      SecretList: store
        .all()
        .filter(({ deletionAt }) => deletionAt === undefined)
        .map(describe),
    }),
  ),

  PutSecretValue: onSecret({ ...token, ...value }, (secret, { ClientRequestToken, SecretString }, store) =>
    SecretString === undefined
      ? refused("InvalidRequestException", "You must provide either SecretString or SecretBinary.")
      : pipe(
          save(store, secret, SecretString, ClientRequestToken),
          E.map((done) => ({ ...saved(done), VersionStages: done.version?.stages })),
        ),
  ),

  RestoreSecret: onSecret(
    {},
    (secret, _, store) => pipe(save(store, { ...secret, deletionAt: undefined }, undefined, undefined), E.map(saved)),
    "orDeleted",
  ),
};
