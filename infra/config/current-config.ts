import * as pulumi from "@pulumi/pulumi";
import { allConfig } from "@pulumi/pulumi/runtime";
import { type StackConfig, stackConfig } from "./stack-config";
import { straySecretValues } from "./stray-secret-values";

const warnOfStrays = ({ secretValues, projects }: StackConfig): void => {
  const strays = straySecretValues(Object.keys(secretValues), projects);
  if (strays.length === 0) return;
  void pulumi.log.warn(`secretValues holds what is no secret of this stack and is left out: ${strays.join(", ")}`);
};

/** The config of the stack that is being deployed, decoded as a whole. */
export const currentConfig = (): StackConfig => {
  const prefix = `${pulumi.getProject()}:`;
  const texts = Object.entries(allConfig() as Readonly<Record<string, string>>)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), value]);
  const config = stackConfig(Object.fromEntries(texts), pulumi.getStack());
  warnOfStrays(config);
  return config;
};
