import type { Operation } from "../operation";
import { content, requiredText, requireKnown, text, texts } from "../operation-input";
import { addVersion } from "../secret-versions";
import { serviceError } from "../service-error";

export const putSecretValue: Operation = (store, input) => {
  requireKnown(input, ["SecretId", "ClientRequestToken", "SecretString", "SecretBinary", "VersionStages"]);
  const secret = store.getUsable(requiredText(input, "SecretId"));
  const value = content(input);
  if (value === undefined)
    throw serviceError("InvalidRequestException", "You must provide either SecretString or SecretBinary.");
  const id = text(input, "ClientRequestToken");
  const [changed, version] = addVersion(secret, {
    content: value,
    id,
    stages: texts(input, "VersionStages"),
    now: store.now(),
  });
  store.save(changed);
  return { ARN: changed.arn, Name: changed.name, VersionId: version.id, VersionStages: version.stages };
};
