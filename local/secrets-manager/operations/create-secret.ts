import type { Operation } from "../operation";
import { content, requiredText, requireKnown, tags, text } from "../operation-input";
import { addVersion } from "../secret-versions";
import { serviceError } from "../service-error";

export const createSecret: Operation = (store, input) => {
  const value = content(input);
  const described = ["Description", "KmsKeyId", "Tags"];
  requireKnown(input, ["Name", "ClientRequestToken", "SecretString", "SecretBinary", ...described]);
  const name = requiredText(input, "Name");
  if (!/^[A-Za-z0-9/_+=.@-]{1,512}$/.test(name))
    throw serviceError(
      "ValidationException",
      "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
    );
  const description = text(input, "Description");
  const secret = store.create(name, { description, kmsKeyId: text(input, "KmsKeyId"), tags: tags(input) });
  if (value === undefined) return { ARN: secret.arn, Name: secret.name };
  const id = text(input, "ClientRequestToken");
  const [changed, version] = addVersion(secret, { content: value, id, now: store.now() });
  store.save(changed);
  return { ARN: changed.arn, Name: changed.name, VersionId: version.id };
};
