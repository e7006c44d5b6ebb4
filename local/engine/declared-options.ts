import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { aliasUrn } from "./alias-urns";
import type { Deployment } from "./deployment";
import type { RegisteredResource } from "./registered-resource";

type Declared = Omit<RegisteredResource, "inputs" | "secretInputs" | "state" | "id" | "urn">;

const propertyDependencies = (request: RegisterResourceRequest): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    [...request.getPropertydependenciesMap().entries()]
      .map(([name, dependencies]) => [name, dependencies.getUrnsList()] as const)
      .filter(([, urns]) => urns.length > 0),
  );

const aliases = (request: RegisterResourceRequest, deployment: Deployment): readonly string[] => {
  const owner = {
    stack: deployment.options.stack,
    project: deployment.options.project,
    parent: request.getParent(),
    type: request.getType(),
    name: request.getName(),
  };
  return [...request.getAliasurnsList(), ...request.getAliasesList().map((alias) => aliasUrn(alias, owner))];
};

/** All that a registration says about a resource apart from its properties; protection is inherited from the parent. */
export const declaredOptions = (request: RegisterResourceRequest, deployment: Deployment): Declared => {
  const parent = deployment.find(request.getParent());
  return {
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    remote: request.getRemote(),
    parent: request.getParent(),
    protect: request.getProtect() ?? parent?.protect ?? false,
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    dependencies: request.getDependenciesList(),
    propertyDependencies: propertyDependencies(request),
    aliases: aliases(request, deployment),
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    deleteBeforeReplace: request.getDeletebeforereplace(),
    retainOnDelete: request.getRetainondelete() ?? parent?.retainOnDelete ?? false,
    deletedWith: request.getDeletedwith(),
    provider: request.getProvider(),
    importId: request.getImportid(),
    read: false,
  };
};
