import { describe } from "../describe";
import type { Operation } from "../operation";
import { flag, type Input, records, requiredText, requireKnown, texts } from "../operation-input";
import { pageOf } from "../page";
import type { Secret } from "../secret";
import { stagesByVersion } from "../secret-versions";
import { serviceError } from "../service-error";

const passes = (secret: Secret, filter: Input): boolean => {
  const key = requiredText(filter, "Key");
  if (key !== "name")
    throw serviceError(
      "InvalidParameterException",
      `The filter key ${key} is not supported by the local Secrets Manager.`,
    );
  return (texts(filter, "Values") ?? []).some((prefix) =>
    prefix.startsWith("!") ? !secret.name.startsWith(prefix.slice(1)) : secret.name.startsWith(prefix),
  );
};

export const listSecrets: Operation = (store, input) => {
  requireKnown(input, ["MaxResults", "NextToken", "Filters", "IncludePlannedDeletion"]);
  const filters = records(input, "Filters") ?? [];
  const wanted = store
    .all()
    .filter((secret) => secret.deletionAt === undefined || flag(input, "IncludePlannedDeletion") === true)
    .filter((secret) => filters.every((filter) => passes(secret, filter)));
  const { items, more } = pageOf(wanted, input);
  const SecretList = items.map((secret) => ({ ...describe(secret), SecretVersionsToStages: stagesByVersion(secret) }));
  return { SecretList, ...more };
};
