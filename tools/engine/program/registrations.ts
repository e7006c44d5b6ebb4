import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import {
  type ReadResourceRequest,
  ReadResourceResponse,
  type RegisterResourceRequest,
  RegisterResourceResponse,
  type ResourceInvokeRequest,
  ResourceInvokeResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import type { Created, Deployment, RegisteredResource } from "./deployment";
import { fromStruct, makeUrn, normaliseProperties, plainProperties, toStruct, wireState } from "./wire";

export type AliasOwner = {
  readonly stack: string;
  readonly project: string;
  readonly parent: string;
  readonly type: string;
  readonly name: string;
};

/** The urn under which an alias says that a resource was known before; parts that it leaves out are the resource's own. */
export const aliasUrn = (alias: Alias, owner: AliasOwner): string => {
  const spec = alias.getSpec();
  if (spec === undefined) return alias.getUrn();
  return makeUrn({
    stack: spec.getStack() || owner.stack,
    project: spec.getProject() || owner.project,
    parent: spec.getNoparent() ? "" : spec.getParenturn() || owner.parent,
    type: spec.getType() || owner.type,
    name: spec.getName() || owner.name,
  });
};

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

const nothingMade: Created = { id: "", state: {} };

/** Registers one resource: custom resources and remote components are made, components of the program only recorded. */
export const registerResource = async (
  request: RegisterResourceRequest,
  deployment: Deployment,
): Promise<RegisterResourceResponse> => {
  const { stack, project, preview, create } = deployment.options;
  const [type, name, parent] = [request.getType(), request.getName(), request.getParent()];
  const urn = makeUrn({ stack, project, parent, type, name });
  deployment.claimUrn(urn);

  const given = fromStruct(request.getObject());
  const wireInputs = normaliseProperties(given);
  const { values: inputs, secretPaths } = plainProperties(wireInputs);
  const declared = declaredOptions(request, deployment);

  const isMade = declared.custom || declared.remote;
  const { aliases, ignoreChanges } = declared;
  const context = { urn, type, name, stack, preview, aliases, ignoreChanges };
  const created = isMade ? await create(inputs, context) : nothingMade;
  const state = { ...inputs, ...created.state };
  deployment.add({ ...declared, urn, inputs, secretInputs: secretPaths, state, id: created.id });

  const { additionalSecretOutputs } = declared;
  const wire = isMade ? wireState(state, { wireInputs, inputs, secretPaths, additionalSecretOutputs }) : given;
  return new RegisterResourceResponse().setUrn(urn).setId(created.id).setObject(toStruct(wire));
};

/**
 * Reads a resource that this run has made itself, by type and id (`aws.sqs.Queue.get`). There is no cloud to look
 * further in, so anything else is refused by name.
 */
export const readResource = async (
  request: ReadResourceRequest,
  deployment: Deployment,
): Promise<ReadResourceResponse> => {
  const { stack, project } = deployment.options;
  const [type, name, parent, id] = [request.getType(), request.getName(), request.getParent(), request.getId()];
  const urn = makeUrn({ stack, project, parent, type, name });
  deployment.claimUrn(urn);

  const wireInputs = normaliseProperties(fromStruct(request.getProperties()));
  const { values: inputs, secretPaths } = plainProperties(wireInputs);
  const found = deployment.resources().find((made) => made.type === type && made.id === id && !made.read);
  if (found === undefined) throw new Error(`${name} (${type}): nothing with the id ${id} exists in this local run`);

  const additionalSecretOutputs = request.getAdditionalsecretoutputsList();
  deployment.add({
    ...found,
    ...{ urn, name, parent, inputs, secretInputs: secretPaths, additionalSecretOutputs },
    ...{ dependencies: request.getDependenciesList(), propertyDependencies: {}, protect: false, read: true },
  });
  const source = { wireInputs, inputs, secretPaths: [...found.secretInputs, ...secretPaths], additionalSecretOutputs };
  return new ReadResourceResponse().setUrn(urn).setProperties(toStruct(wireState(found.state, source)));
};

const getResource = (urn: unknown, deployment: Deployment): Readonly<Record<string, unknown>> => {
  const resource = deployment.find(String(urn));
  if (resource === undefined) throw new Error(`getResource: ${String(urn)} is not known to this run`);
  const { inputs, secretInputs: secretPaths, additionalSecretOutputs, state, id } = resource;
  return {
    urn: resource.urn,
    id,
    state: wireState(state, { wireInputs: {}, inputs, secretPaths, additionalSecretOutputs }),
  };
};

/** Answers a data source; `getResource` is asked for whenever a resource object travels as a property. */
export const answerInvoke = async (
  request: ResourceInvokeRequest,
  deployment: Deployment,
): Promise<ResourceInvokeResponse> => {
  const token = request.getTok();
  const { values: args } = plainProperties(normaliseProperties(fromStruct(request.getArgs())));
  const answer =
    token === "pulumi:pulumi:getResource"
      ? getResource(args.urn, deployment)
      : await deployment.options.invoke(args, token);
  return new ResourceInvokeResponse().setReturn(toStruct(answer));
};
