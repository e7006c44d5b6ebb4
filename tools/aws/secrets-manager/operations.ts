import {
  content,
  flag,
  type Input,
  number,
  pageOf,
  records,
  requiredText,
  requireKnown,
  tags,
  text,
  texts,
} from "./operation-input";
import { addVersion, describe, findVersion, type Secret, stagesByVersion, toSeconds } from "./secret";
import type { SecretStore } from "./secret-store";
import { markedForDeletion, serviceError } from "./service-error";

/** One operation of the service: parameters in, answer out, a ServiceError thrown. */
export type Operation = (store: SecretStore, input: Input) => Readonly<Record<string, unknown>>;

export const createSecret: Operation = (store, input) => {
  const value = content(input);
  const described = ["Description", "KmsKeyId", "Tags"];
  requireKnown(input, ["Name", "ClientRequestToken", "SecretString", "SecretBinary", ...described]);
  const name = requiredText(input, "Name");
  if (!/^[A-Za-z0-9/_+=.@-]{1,512}$/.test(name))
    throw serviceError(
      "ValidationException",
      "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
    );
  const description = text(input, "Description");
  const secret = store.create(name, { description, kmsKeyId: text(input, "KmsKeyId"), tags: tags(input) });
  if (value === undefined) return { ARN: secret.arn, Name: secret.name };
  const id = text(input, "ClientRequestToken");
  const [changed, version] = addVersion(secret, { content: value, id, now: store.now() });
  store.save(changed);
  return { ARN: changed.arn, Name: changed.name, VersionId: version.id };
};

const DAY_MILLIS = 86_400_000;
const RECOVERY_DAYS = { least: 7, most: 30, usual: 30 };

export const deleteSecret: Operation = (store, input) => {
  requireKnown(input, ["SecretId", "ForceDeleteWithoutRecovery", "RecoveryWindowInDays"]);
  const id = requiredText(input, "SecretId");
  const days = number(input, "RecoveryWindowInDays");
  if (flag(input, "ForceDeleteWithoutRecovery") === true) {
    if (days !== undefined)
      throw serviceError(
        "InvalidParameterException",
        "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
      );
    // A forced deletion of a secret that does not exist succeeds on AWS too.
    const secret = store.find(id);
    store.remove(id);
    return { ARN: secret?.arn, Name: secret?.name ?? id, DeletionDate: toSeconds(store.now()) };
  }
  if (days !== undefined && (days < RECOVERY_DAYS.least || days > RECOVERY_DAYS.most))
    throw serviceError(
      "InvalidParameterException",
      "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).",
    );
  const secret = store.get(id);
  if (secret.deletionAt !== undefined) throw markedForDeletion();
  const deletionAt = store.now() + (days ?? RECOVERY_DAYS.usual) * DAY_MILLIS;
  store.save({ ...secret, deletionAt });
  return { ARN: secret.arn, Name: secret.name, DeletionDate: toSeconds(deletionAt) };
};

export const describeSecret: Operation = (store, input) => {
  requireKnown(input, ["SecretId"]);
  const secret = store.get(requiredText(input, "SecretId"));
  return { ...describe(secret), VersionIdsToStages: stagesByVersion(secret) };
};

export const getSecretValue: Operation = (store, input) => {
  requireKnown(input, ["SecretId", "VersionId", "VersionStage"]);
  const secret = store.getUsable(requiredText(input, "SecretId"));
  const version = findVersion(secret, text(input, "VersionId"), text(input, "VersionStage"));
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    ...version.content,
    VersionStages: version.stages,
    CreatedDate: toSeconds(version.createdAt),
  };
};

export const listSecretVersionIds: Operation = (store, input) => {
  requireKnown(input, ["SecretId", "MaxResults", "NextToken", "IncludeDeprecated"]);
  const secret = store.get(requiredText(input, "SecretId"));
  const deprecated = flag(input, "IncludeDeprecated") === true;
  const { items, more } = pageOf(
    secret.versions.filter(({ stages }) => stages.length > 0 || deprecated),
    input,
  );
  const Versions = items.map((version) => ({
    VersionId: version.id,
    VersionStages: version.stages,
    CreatedDate: toSeconds(version.createdAt),
  }));
  return { ARN: secret.arn, Name: secret.name, Versions, ...more };
};

const passes = (secret: Secret, filter: Input): boolean => {
  const key = requiredText(filter, "Key");
  if (key !== "name")
    throw serviceError(
      "InvalidParameterException",
      `The filter key ${key} is not supported by the local Secrets Manager.`,
    );
  return (texts(filter, "Values") ?? []).some((prefix) =>
    prefix.startsWith("!") ? !secret.name.startsWith(prefix.slice(1)) : secret.name.startsWith(prefix),
  );
};

export const listSecrets: Operation = (store, input) => {
  requireKnown(input, ["MaxResults", "NextToken", "Filters", "IncludePlannedDeletion"]);
  const filters = records(input, "Filters") ?? [];
  const wanted = store
    .all()
    .filter((secret) => secret.deletionAt === undefined || flag(input, "IncludePlannedDeletion") === true)
    .filter((secret) => filters.every((filter) => passes(secret, filter)));
  const { items, more } = pageOf(wanted, input);
  const SecretList = items.map((secret) => ({ ...describe(secret), SecretVersionsToStages: stagesByVersion(secret) }));
  return { SecretList, ...more };
};

export const putSecretValue: Operation = (store, input) => {
  requireKnown(input, ["SecretId", "ClientRequestToken", "SecretString", "SecretBinary", "VersionStages"]);
  const secret = store.getUsable(requiredText(input, "SecretId"));
  const value = content(input);
  if (value === undefined)
    throw serviceError("InvalidRequestException", "You must provide either SecretString or SecretBinary.");
  const id = text(input, "ClientRequestToken");
  const [changed, version] = addVersion(secret, {
    content: value,
    id,
    stages: texts(input, "VersionStages"),
    now: store.now(),
  });
  store.save(changed);
  return { ARN: changed.arn, Name: changed.name, VersionId: version.id, VersionStages: version.stages };
};

export const restoreSecret: Operation = (store, input) => {
  requireKnown(input, ["SecretId"]);
  const secret = store.get(requiredText(input, "SecretId"));
  store.save({ ...secret, deletionAt: undefined });
  return { ARN: secret.arn, Name: secret.name };
};

export const tagResource: Operation = (store, input) => {
  requireKnown(input, ["SecretId", "Tags"]);
  const secret = store.getUsable(requiredText(input, "SecretId"));
  store.save({ ...secret, tags: { ...secret.tags, ...tags(input) } });
  return {};
};

export const updateSecret: Operation = (store, input) => {
  const described = ["Description", "KmsKeyId"];
  requireKnown(input, ["SecretId", "ClientRequestToken", "SecretString", "SecretBinary", ...described]);
  const secret = store.getUsable(requiredText(input, "SecretId"));
  const updated = {
    ...secret,
    description: text(input, "Description") ?? secret.description,
    kmsKeyId: text(input, "KmsKeyId") ?? secret.kmsKeyId,
    changedAt: store.now(),
  };
  const value = content(input);
  if (value === undefined) {
    store.save(updated);
    return { ARN: secret.arn, Name: secret.name };
  }
  const id = text(input, "ClientRequestToken");
  const [changed, version] = addVersion(updated, { content: value, id, now: store.now() });
  store.save(changed);
  return { ARN: secret.arn, Name: secret.name, VersionId: version.id };
};

/** What the stand-in can do, by AWS's operation name. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    CreateSecret: createSecret,
    DeleteSecret: deleteSecret,
    DescribeSecret: describeSecret,
    GetSecretValue: getSecretValue,
    ListSecretVersionIds: listSecretVersionIds,
    ListSecrets: listSecrets,
    PutSecretValue: putSecretValue,
    RestoreSecret: restoreSecret,
    TagResource: tagResource,
    UpdateSecret: updateSecret,
  }),
);
