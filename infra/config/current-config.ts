import * as pulumi from "@pulumi/pulumi";
import { allConfig } from "@pulumi/pulumi/runtime";
import { type StackConfig, stackConfig } from "./stack-config";

/** The config of the stack that is being deployed, decoded as a whole. */
export const currentConfig = (): StackConfig => {
  const prefix = `${pulumi.getProject()}:`;
  const texts = Object.entries(allConfig() as Readonly<Record<string, string>>)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), value]);
  return stackConfig(Object.fromEntries(texts), pulumi.getStack());
};
