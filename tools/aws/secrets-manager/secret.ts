import { randomInt, randomUUID } from "node:crypto";
import * as E from "fp-ts/Either";
import { refused, type Served } from "./service-error";

export type SecretVersion = {
  readonly id: string;
  readonly text: string;
  readonly stages: readonly string[];
  /** Epoch milliseconds, as all times here. */
  readonly createdAt: number;
};

export type Secret = {
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
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

/** When another version becomes current, the one that was is previous, and older ones have no label. */
const unstaged = (versions: readonly SecretVersion[]): readonly SecretVersion[] =>
  versions.map((version) => ({ ...version, stages: version.stages.includes(CURRENT) ? [PREVIOUS] : [] }));

type NewVersion = { readonly text: string; readonly id?: string | undefined; readonly now: number };

/** Adds a version, which is the current one; the same id with the same value changes nothing, with another it is refused. */
export const addVersion = (
  secret: Secret,
  { text, id = randomUUID(), now }: NewVersion,
): Served<{ readonly secret: Secret; readonly version: SecretVersion }> => {
  const existing = secret.versions.find((version) => version.id === id);
  if (existing !== undefined)
    return existing.text === text
      ? E.right({ secret, version: existing })
      : refused(
          "ResourceExistsException",
          `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${secret.arn}.`,
        );
  const version: SecretVersion = { id, text, stages: [CURRENT], createdAt: now };
  return E.right({ secret: { ...secret, versions: [...unstaged(secret.versions), version], changedAt: now }, version });
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

/** Staging labels by version id, as DescribeSecret reports them; unlabelled versions are left out. */
export const stagesByVersion = ({ versions }: Secret): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(versions.filter(({ stages }) => stages.length > 0).map(({ id, stages }) => [id, stages]));

/** The fields that DescribeSecret and ListSecrets share; never the value. */
export const describe = (secret: Secret): Readonly<Record<string, unknown>> => ({
  ARN: secret.arn,
  Name: secret.name,
  Description: secret.description,
  CreatedDate: toSeconds(secret.createdAt),
  LastChangedDate: toSeconds(secret.changedAt),
  DeletedDate: secret.deletionAt === undefined ? undefined : toSeconds(secret.deletionAt),
});
