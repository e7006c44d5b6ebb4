import { numberAt, refuseInputs, requiredTextAt, textAt } from "./read-input";
import type { MakeResource, RemoveResource, ResourceRules } from "./resource-handler";

const makeSecret: MakeResource = (inputs, { name, id, arn }, { cloud }, before) => {
  refuseInputs(inputs, ["replicas"]);
  if (before?.id !== id) cloud.secrets.create(name, { arn });
  return undefined;
};

/** Days that AWS keeps a deleted secret, unless the program says otherwise. */
const RECOVERY_DAYS = 30;

/** Removes a secret with its values: for good, or until its recovery window is over. */
const removeSecret: RemoveResource = ({ inputs, name }, { cloud }) =>
  cloud.secrets.delete(name, numberAt(inputs, "recoveryWindowInDays") ?? RECOVERY_DAYS);

/** The name in a secret's ARN, which ends in a hyphen and six characters, or a name as it is. */
const secretName = (nameOrArn: string): string =>
  nameOrArn.startsWith("arn:") ? (nameOrArn.split(":secret:")[1] ?? "").replace(/-[^-]{6}$/, "") : nameOrArn;

/** Puts a secret's value. */
const makeSecretVersion: MakeResource = (inputs, _, { cloud }) => {
  refuseInputs(inputs, ["secretBinary"]);
  const secretId = requiredTextAt(inputs, "secretId");
  const value = textAt(inputs, "secretString");
  if (value === undefined) throw new Error("secretString is missing");
  const { versionId } = cloud.secrets.put(secretName(secretId), value);
  return { id: `${secretId}|${versionId}`, state: { versionId, arn: secretId } };
};

export const secretRules: ResourceRules = {
  "aws:secretsmanager/secret:Secret": { make: makeSecret, remove: removeSecret, replaceOn: ["name"] },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    make: makeSecretVersion,
    // A version that is current stays so, as on AWS, and a secret goes with all its versions.
    remove: () => undefined,
    replaceOn: ["secretId", "secretString", "secretBinary"],
    idIsMadeUp: true,
  },
};
