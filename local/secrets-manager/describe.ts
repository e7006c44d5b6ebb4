import { type Secret, toSeconds } from "./secret";

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
