import { numberAt, refuseInputs, requiredTextAt, textAt } from "./read-input";
import type { RemoveResource, ResourceHandler } from "./resource-handler";

export const makeSecret: ResourceHandler = (inputs, { name, arn }, { cloud }) => {
  refuseInputs(inputs, ["replicas"]);
  cloud.secrets.create(name, { arn });
  return undefined;
};

/** Days that AWS keeps a deleted secret, unless the program says otherwise. */
const RECOVERY_DAYS = 30;

/** Removes a secret with its values: for good, or until its recovery window is over. */
export const removeSecret: RemoveResource = ({ inputs, made }, { cloud }) =>
  cloud.secrets.delete(made.name, numberAt(inputs, "recoveryWindowInDays") ?? RECOVERY_DAYS);

/** The name in a secret's ARN, which ends in a hyphen and six characters, or a name as it is. */
export const secretName = (nameOrArn: string): string =>
  nameOrArn.startsWith("arn:") ? (nameOrArn.split(":secret:")[1] ?? "").replace(/-[^-]{6}$/, "") : nameOrArn;

/** Puts a secret's value. */
export const makeSecretVersion: ResourceHandler = (inputs, _, { cloud }) => {
  refuseInputs(inputs, ["secretBinary"]);
  const secretId = requiredTextAt(inputs, "secretId");
  const value = textAt(inputs, "secretString");
  if (value === undefined) throw new Error("secretString is missing");
  const { versionId } = cloud.secrets.put(secretName(secretId), value);
  return { id: `${secretId}|${versionId}`, state: { versionId, arn: secretId } };
};
