import { describe } from "../describe";
import type { Operation } from "../operation";
import { requiredText, requireKnown } from "../operation-input";
import { stagesByVersion } from "../secret-versions";

export const describeSecret: Operation = (store, input) => {
  requireKnown(input, ["SecretId"]);
  const secret = store.get(requiredText(input, "SecretId"));
  return { ...describe(secret), VersionIdsToStages: stagesByVersion(secret) };
};
