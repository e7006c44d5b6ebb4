import type { Operation } from "../operation";
import { requiredText, requireKnown } from "../operation-input";

export const restoreSecret: Operation = (store, input) => {
  requireKnown(input, ["SecretId"]);
  const secret = store.get(requiredText(input, "SecretId"));
  store.save({ ...secret, deletionAt: undefined });
  return { ARN: secret.arn, Name: secret.name };
};
