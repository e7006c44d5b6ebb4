import { DeploymentInfo, ResourceMonitorFeature } from "@pulumi/pulumi/proto/resource_pb";
import type { RunOptions } from "./run-types";

export const supportedFeatures: readonly ResourceMonitorFeature[] = [
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_SECRETS,
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES,
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
];

/** The names under which a program of an older SDK asks for the same features, one by one. */
export const supportedFeatureNames: ReadonlySet<string> = new Set([
  "secrets",
  "resourceReferences",
  "outputValues",
  "aliasSpecs",
  "deletedWith",
]);

export const deploymentInfo = (options: RunOptions): DeploymentInfo => {
  const info = new DeploymentInfo()
    .setProject(options.project)
    .setStack(options.stack)
    .setOrganization("organization")
    .setDryrun(options.preview)
    .setConfigsecretkeysList([...(options.secretKeys ?? [])])
    .setSupportedfeaturesList([...supportedFeatures]);
  for (const [key, value] of Object.entries(options.config)) info.getConfigMap().set(key, value);
  return info;
};
