import type { Operation } from "../operation";
import { requiredText, requireKnown, tags } from "../operation-input";

export const tagResource: Operation = (store, input) => {
  requireKnown(input, ["SecretId", "Tags"]);
  const secret = store.getUsable(requiredText(input, "SecretId"));
  store.save({ ...secret, tags: { ...secret.tags, ...tags(input) } });
  return {};
};
