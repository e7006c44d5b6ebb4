import type { Operation } from "../operation";
import { requiredText, requireKnown, text } from "../operation-input";
import { toSeconds } from "../secret";
import { findVersion } from "../secret-versions";

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
