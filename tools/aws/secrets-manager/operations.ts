import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { type Operation, objects, onSecret, operation, pageOf, paging, text, texts } from "./operation";
import {
  addVersion,
  describe,
  findVersion,
  type Secret,
  type SecretContent,
  type SecretVersion,
  stagesByVersion,
  toSeconds,
} from "./secret";
import type { SecretStore } from "./secret-store";
import { refused, type Served } from "./service-error";

const RECOVERY_DAYS = { least: 7, most: 30, usual: 30 };

const token = { ClientRequestToken: t.string };
const described = { Description: t.string, KmsKeyId: t.string };
const value = { SecretString: t.string, SecretBinary: t.string };
const Tags = objects(t.intersection([t.type({ Key: text }), t.partial({ Value: t.string })]));
const Filters = objects(t.intersection([t.type({ Key: text }), t.partial({ Values: texts })]));

const tagsOf = (tags: t.TypeOf<typeof Tags> = []): Readonly<Record<string, string>> =>
  Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value ?? ""]));

/** The value to store, or undefined when the request carries none. */
const contentOf = ({
  SecretString,
  SecretBinary,
}: t.TypeOf<t.PartialC<typeof value>>): Served<SecretContent | undefined> => {
  if (SecretString !== undefined && SecretBinary !== undefined)
    return refused(
      "InvalidParameterException",
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    );
  if (SecretString !== undefined) return E.right({ SecretString });
  return E.right(SecretBinary === undefined ? undefined : { SecretBinary });
};

const named = ({ arn, name }: Secret) => ({ ARN: arn, Name: name });

const versioned = ({ id, stages, createdAt }: SecretVersion) => ({
  VersionId: id,
  VersionStages: stages,
  CreatedDate: toSeconds(createdAt),
});

type Saved = { readonly secret: Secret; readonly version?: SecretVersion };

/** Saves a secret, with a version for the content if there is any. */
const save = (
  store: SecretStore,
  secret: Secret,
  content: SecretContent | undefined,
  id: string | undefined,
  stages?: readonly string[],
): Served<Saved> =>
  pipe(
    content === undefined
      ? E.right<never, Saved>({ secret })
      : addVersion(secret, { content, id, stages, now: store.now() }),
    E.map((saved) => {
      store.save(saved.secret);
      return saved;
    }),
  );

const saved = ({ secret, version }: Saved) => ({ ...named(secret), VersionId: version?.id });

const startsAsWanted = ({ name }: Secret, prefix: string): boolean =>
  prefix.startsWith("!") ? !name.startsWith(prefix.slice(1)) : name.startsWith(prefix);

/** What the stand-in can do, by AWS's operation name. */
export const operations: Readonly<Record<string, Operation>> = {
  CreateSecret: operation(
    { Name: text },
    { ...token, ...value, ...described, Tags },
    (store, { Name, Description: description, KmsKeyId: kmsKeyId, ClientRequestToken, ...input }) => {
      if (!/^[A-Za-z0-9/_+=.@-]{1,512}$/.test(Name))
        return refused(
          "ValidationException",
          "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
        );
      return pipe(
        contentOf(input),
        E.bindTo("content"),
        E.bind("secret", () => store.create(Name, { description, kmsKeyId, tags: tagsOf(input.Tags) })),
        E.chain(({ content, secret }) => save(store, secret, content, ClientRequestToken)),
        E.map(saved),
      );
    },
  ),

  DeleteSecret: operation(
    { SecretId: text },
    { ForceDeleteWithoutRecovery: t.boolean, RecoveryWindowInDays: t.number },
    (store, { SecretId, ForceDeleteWithoutRecovery: isForced = false, RecoveryWindowInDays: days }) => {
      if (isForced && days !== undefined)
        return refused(
          "InvalidParameterException",
          "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
        );
      if (isForced) {
        // A forced deletion of a secret that does not exist succeeds on AWS too.
        const secret = store.find(SecretId);
        store.remove(SecretId);
        return E.right({ ARN: secret?.arn, Name: secret?.name ?? SecretId, DeletionDate: toSeconds(store.now()) });
      }
      if (days !== undefined && (days < RECOVERY_DAYS.least || days > RECOVERY_DAYS.most))
        return refused(
          "InvalidParameterException",
          "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).",
        );
      return pipe(
        store.markAsDeleted(SecretId, days ?? RECOVERY_DAYS.usual),
        E.map((secret) => ({ ...named(secret), DeletionDate: secret.deletionAt && toSeconds(secret.deletionAt) })),
      );
    },
  ),

  DescribeSecret: onSecret(
    {},
    (secret) => E.right({ ...describe(secret), VersionIdsToStages: stagesByVersion(secret) }),
    "orDeleted",
  ),

  GetSecretValue: onSecret({ VersionId: t.string, VersionStage: t.string }, (secret, { VersionId, VersionStage }) =>
    pipe(
      findVersion(secret, VersionId, VersionStage),
      E.map((version) => ({ ...named(secret), ...versioned(version), ...version.content })),
    ),
  ),

  ListSecretVersionIds: onSecret(
    { ...paging, IncludeDeprecated: t.boolean },
    (secret, { IncludeDeprecated = false, ...page }) =>
      pipe(
        pageOf(
          "Versions",
          secret.versions.filter(({ stages }) => stages.length > 0 || IncludeDeprecated).map(versioned),
          page,
        ),
        E.map((answer) => ({ ...named(secret), ...answer })),
      ),
    "orDeleted",
  ),

  ListSecrets: operation(
    {},
    { ...paging, Filters, IncludePlannedDeletion: t.boolean },
    (store, { Filters: filters = [], IncludePlannedDeletion = false, ...page }) => {
      const other = filters.find(({ Key }) => Key !== "name");
      if (other !== undefined)
        return refused(
          "InvalidParameterException",
          `The filter key ${other.Key} is not supported by the local Secrets Manager.`,
        );
      const wanted = store
        .all()
        .filter(({ deletionAt }) => deletionAt === undefined || IncludePlannedDeletion)
        .filter((secret) => filters.every(({ Values = [] }) => Values.some((one) => startsAsWanted(secret, one))))
        .map((secret) => ({ ...describe(secret), SecretVersionsToStages: stagesByVersion(secret) }));
      return pageOf("SecretList", wanted, page);
    },
  ),

  PutSecretValue: onSecret(
    { ...token, ...value, VersionStages: texts },
    (secret, { ClientRequestToken, VersionStages, ...input }, store) =>
      pipe(
        contentOf(input),
        E.chain((content) =>
          content === undefined
            ? refused("InvalidRequestException", "You must provide either SecretString or SecretBinary.")
            : save(store, secret, content, ClientRequestToken, VersionStages),
        ),
        E.map((done) => ({ ...saved(done), VersionStages: done.version?.stages })),
      ),
  ),

  RestoreSecret: onSecret(
    {},
    (secret, _, store) => pipe(save(store, { ...secret, deletionAt: undefined }, undefined, undefined), E.map(saved)),
    "orDeleted",
  ),

  TagResource: operation({ SecretId: text, Tags }, {}, (store, input) =>
    pipe(
      store.getUsable(input.SecretId),
      E.map((secret) => {
        store.save({ ...secret, tags: { ...secret.tags, ...tagsOf(input.Tags) } });
        return {};
      }),
    ),
  ),

  UpdateSecret: onSecret(
    { ...token, ...value, ...described },
    (secret, { ClientRequestToken, Description, KmsKeyId, ...input }, store) => {
      const description = Description ?? secret.description;
      const kmsKeyId = KmsKeyId ?? secret.kmsKeyId;
      const updated = { ...secret, description, kmsKeyId, changedAt: store.now() };
      return pipe(
        contentOf(input),
        E.chain((content) => save(store, updated, content, ClientRequestToken)),
        E.map(saved),
      );
    },
  ),
};
