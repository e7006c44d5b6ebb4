import type { Operation } from "../operation";
import { flag, requiredText, requireKnown } from "../operation-input";
import { pageOf } from "../page";
import { toSeconds } from "../secret";

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
