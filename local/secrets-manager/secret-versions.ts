import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Secret, SecretContent, SecretVersion } from "./secret";
import { serviceError } from "./service-error";

const CURRENT = "AWSCURRENT";
const PREVIOUS = "AWSPREVIOUS";

const without = (version: SecretVersion, stages: readonly string[]): SecretVersion => ({
  ...version,
  stages: version.stages.filter((stage) => !stages.includes(stage)),
});

/** Moves AWSPREVIOUS to the version that was AWSCURRENT whenever another one becomes current. */
const unstaged = (versions: readonly SecretVersion[], stages: readonly string[]): readonly SecretVersion[] => {
  if (!stages.includes(CURRENT)) return versions.map((version) => without(version, stages));
  const current = versions.find((version) => version.stages.includes(CURRENT));
  return versions.map((version) => {
    const rest = without(version, [...stages, PREVIOUS]);
    return version === current ? { ...rest, stages: [...rest.stages, PREVIOUS] } : rest;
  });
};

export type NewVersion = {
  readonly content: SecretContent;
  readonly id?: string | undefined;
  readonly stages?: readonly string[] | undefined;
  readonly now: number;
};

/** Adds a version; the same id with the same content changes nothing, with other content it is refused. */
export const addVersion = (
  secret: Secret,
  { content, id = randomUUID(), stages = [CURRENT], now }: NewVersion,
): readonly [Secret, SecretVersion] => {
  const existing = secret.versions.find((version) => version.id === id);
  if (existing !== undefined && isDeepStrictEqual(existing.content, content)) return [secret, existing];
  if (existing !== undefined)
    throw serviceError(
      "ResourceExistsException",
      `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${secret.arn}.`,
    );
  // The very first version is current whatever stages were asked for.
  const own = secret.versions.length === 0 && !stages.includes(CURRENT) ? [...stages, CURRENT] : stages;
  const version: SecretVersion = { id, content, stages: own, createdAt: now };
  return [{ ...secret, versions: [...unstaged(secret.versions, own), version], changedAt: now }, version];
};

/** The version with an id or a staging label (AWSCURRENT when neither is given). */
export const findVersion = (secret: Secret, id: string | undefined, stage: string | undefined): SecretVersion => {
  const label = stage ?? (id === undefined ? CURRENT : undefined);
  const found = secret.versions.find(
    (version) => (id === undefined || version.id === id) && (label === undefined || version.stages.includes(label)),
  );
  if (found !== undefined) return found;
  const wanted = id === undefined ? `staging label: ${label}` : `VersionId: ${id}`;
  throw serviceError(
    "ResourceNotFoundException",
    `Secrets Manager can't find the specified secret value for ${wanted}`,
  );
};

/** Staging labels by version id, as DescribeSecret and ListSecrets report them; unlabelled versions are left out. */
export const stagesByVersion = (secret: Secret): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    secret.versions.filter(({ stages }) => stages.length > 0).map((version) => [version.id, version.stages]),
  );
