import { refuseInputs, requiredTextAt, textAt } from "./read-input";
import type { ResourceHandler } from "./resource-handler";
import { shortHash } from "./short-hash";

export const makeSecret: ResourceHandler = async (inputs, { name }, { cloud }) => {
  refuseInputs(inputs, ["replicas"]);
  await cloud.secrets.create(name);
  return undefined;
};

/** The name in a secret's ARN, which ends in a hyphen and six characters, or a name as it is. */
export const secretName = (nameOrArn: string): string =>
  nameOrArn.startsWith("arn:") ? (nameOrArn.split(":secret:")[1] ?? "").replace(/-[^-]{6}$/, "") : nameOrArn;

/** Puts a secret's value. */
export const makeSecretVersion: ResourceHandler = async (inputs, { urn }, { cloud }) => {
  refuseInputs(inputs, ["secretBinary"]);
  const secretId = requiredTextAt(inputs, "secretId");
  const value = textAt(inputs, "secretString");
  if (value === undefined) throw new Error("secretString is missing");
  await cloud.secrets.put(secretName(secretId), value);
  const versionId = shortHash(urn, 32);
  return { id: `${secretId}|${versionId}`, state: { versionId, arn: secretId } };
};
