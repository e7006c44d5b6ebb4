import type { Operation } from "../operation";
import { content, requiredText, requireKnown, text } from "../operation-input";
import { addVersion } from "../secret-versions";

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
