import { randomInt, randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import * as E from "fp-ts/Either";
import { refused, type Served } from "./service-error";

/** Either a text, or bytes in base64. */
export type SecretContent = { readonly SecretString: string } | { readonly SecretBinary: string };

export type SecretVersion = {
  readonly id: string;
  readonly content: SecretContent;
  readonly stages: readonly string[];
  /** Epoch milliseconds, as all times here. */
  readonly createdAt: number;
};

export type Secret = {
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly kmsKeyId: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly versions: readonly SecretVersion[];
  readonly createdAt: number;
  readonly changedAt: number;
  /** When a secret marked as deleted goes for good. */
  readonly deletionAt: number | undefined;
};

/** JSON 1.1 carries times as seconds since the epoch. */
export const toSeconds = (millis: number): number => millis / 1000;

const characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A full ARN, with the six random characters that AWS appends. */
export const makeSecretArn = (region: string, name: string): string => {
  const suffix = Array.from({ length: 6 }, () => characters[randomInt(characters.length)]).join("");
  return `arn:aws:secretsmanager:${region}:000000000000:secret:${name}-${suffix}`;
};

/** Whether a SecretId means this secret: its name, its ARN, or its ARN without the six characters. */
export const isIdOf = (secret: Secret, id: string): boolean =>
  id === secret.name || id === secret.arn || id === secret.arn.slice(0, -7);

const CURRENT = "AWSCURRENT";
const PREVIOUS = "AWSPREVIOUS";

const without = (version: SecretVersion, stages: readonly string[]): SecretVersion => ({
  ...version,
  stages: version.stages.filter((stage) => !stages.includes(stage)),
});

/** Moves AWSPREVIOUS to the version that was AWSCURRENT whenever another one becomes current. */
const unstaged = (versions: readonly SecretVersion[], stages: readonly string[]): readonly SecretVersion[] => {
  if (!stages.includes(CURRENT)) return versions.map((version) => without(version, stages));
  return versions.map((version) => {
    const rest = without(version, [...stages, PREVIOUS]);
    return version.stages.includes(CURRENT) ? { ...rest, stages: [...rest.stages, PREVIOUS] } : rest;
  });
};

type NewVersion = {
  readonly content: SecretContent;
  readonly id?: string | undefined;
  readonly stages?: readonly string[] | undefined;
  readonly now: number;
};

/** Adds a version; the same id with the same content changes nothing, with other content it is refused. */
export const addVersion = (
  secret: Secret,
  { content, id = randomUUID(), stages = [CURRENT], now }: NewVersion,
): Served<{ readonly secret: Secret; readonly version: SecretVersion }> => {
  const existing = secret.versions.find((version) => version.id === id);
  if (existing !== undefined)
    return isDeepStrictEqual(existing.content, content)
      ? E.right({ secret, version: existing })
      : refused(
          "ResourceExistsException",
          `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${secret.arn}.`,
        );
  // The very first version is current whatever stages were asked for.
  const own = secret.versions.length === 0 && !stages.includes(CURRENT) ? [...stages, CURRENT] : stages;
  const version: SecretVersion = { id, content, stages: own, createdAt: now };
  const versions = [...unstaged(secret.versions, own), version];
  return E.right({ secret: { ...secret, versions, changedAt: now }, version });
};

/** The version with an id or a staging label (AWSCURRENT when neither is given). */
export const findVersion = (
  secret: Secret,
  id: string | undefined,
  stage: string | undefined,
): Served<SecretVersion> => {
  const label = stage ?? (id === undefined ? CURRENT : undefined);
  const found = secret.versions.find(
    (version) => (id === undefined || version.id === id) && (label === undefined || version.stages.includes(label)),
  );
  const wanted = id === undefined ? `staging label: ${label}` : `VersionId: ${id}`;
  return found === undefined
    ? refused("ResourceNotFoundException", `Secrets Manager can't find the specified secret value for ${wanted}`)
    : E.right(found);
};

/** Staging labels by version id, as DescribeSecret and ListSecrets report them; unlabelled versions are left out. */
export const stagesByVersion = ({ versions }: Secret): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(versions.filter(({ stages }) => stages.length > 0).map(({ id, stages }) => [id, stages]));

/** The fields that DescribeSecret and ListSecrets share; never the value. */
export const describe = (secret: Secret): Readonly<Record<string, unknown>> => ({
  ARN: secret.arn,
  Name: secret.name,
  Description: secret.description,
  KmsKeyId: secret.kmsKeyId,
  CreatedDate: toSeconds(secret.createdAt),
  LastChangedDate: toSeconds(secret.changedAt),
  DeletedDate: secret.deletionAt === undefined ? undefined : toSeconds(secret.deletionAt),
  Tags: Object.entries(secret.tags).map(([Key, Value]) => ({ Key, Value })),
});
