import type { Operation } from "../operation";
import { flag, number, requiredText, requireKnown } from "../operation-input";
import { toSeconds } from "../secret";
import { markedForDeletion, serviceError } from "../service-error";

const DAY_MILLIS = 86_400_000;
const RECOVERY_DAYS = { least: 7, most: 30, usual: 30 };

export const deleteSecret: Operation = (store, input) => {
  requireKnown(input, ["SecretId", "ForceDeleteWithoutRecovery", "RecoveryWindowInDays"]);
  const id = requiredText(input, "SecretId");
  const days = number(input, "RecoveryWindowInDays");
  if (flag(input, "ForceDeleteWithoutRecovery") === true) {
    if (days !== undefined)
      throw serviceError(
        "InvalidParameterException",
        "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
      );
    // A forced deletion of a secret that does not exist succeeds on AWS too.
    const secret = store.find(id);
    store.remove(id);
    return { ARN: secret?.arn, Name: secret?.name ?? id, DeletionDate: toSeconds(store.now()) };
  }
  if (days !== undefined && (days < RECOVERY_DAYS.least || days > RECOVERY_DAYS.most))
    throw serviceError(
      "InvalidParameterException",
      "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).",
    );
  const secret = store.get(id);
  if (secret.deletionAt !== undefined) throw markedForDeletion();
  const deletionAt = store.now() + (days ?? RECOVERY_DAYS.usual) * DAY_MILLIS;
  store.save({ ...secret, deletionAt });
  return { ARN: secret.arn, Name: secret.name, DeletionDate: toSeconds(deletionAt) };
};
