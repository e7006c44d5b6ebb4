import {
  type RegisterResourceRequest,
  RegisterResourceResponse,
  type ResourceInvokeRequest,
  ResourceInvokeResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import type { Created, Deployment, RegisteredResource } from "./deployment";
import { fromStruct, makeUrn, normaliseProperties, plainProperties, toStruct, wireState } from "./wire";

type Declared = Omit<RegisteredResource, "inputs" | "secretInputs" | "state" | "id" | "urn">;

const propertyDependencies = (request: RegisterResourceRequest): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    [...request.getPropertydependenciesMap().entries()]
      .map(([name, dependencies]) => [name, dependencies.getUrnsList()] as const)
      .filter(([, urns]) => urns.length > 0),
  );

/** Refuses by name what would otherwise be left out without a word. Aliases are: a resource is known by its urn alone. */
const refuseOptions = (request: RegisterResourceRequest): void => {
  const given = [
    ["import", request.getImportid() !== ""],
    ["replaceOnChanges", request.getReplaceonchangesList().length > 0],
    ["deletedWith", request.getDeletedwith() !== ""],
  ] as const;
  const [unsupported] = given.find(([, isGiven]) => isGiven) ?? [];
  if (unsupported !== undefined) throw new Error(`${unsupported} is not supported by the local run`);
};

/** All that a registration says about a resource apart from its properties; protection is inherited from the parent. */
const declaredOptions = (request: RegisterResourceRequest, deployment: Deployment): Declared => {
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
    ignoreChanges: request.getIgnorechangesList(),
    deleteBeforeReplace: request.getDeletebeforereplace(),
    retainOnDelete: request.getRetainondelete() ?? parent?.retainOnDelete ?? false,
  };
};

const nothingMade: Created = { id: "", state: {} };

/** Registers one resource: custom resources and remote components are made, components of the program only recorded. */
export const registerResource = async (
  request: RegisterResourceRequest,
  deployment: Deployment,
): Promise<RegisterResourceResponse> => {
  const { folder, stack, project, preview, create } = deployment.options;
  const [type, name, parent] = [request.getType(), request.getName(), request.getParent()];
  const urn = makeUrn({ stack, project, parent, type, name });
  deployment.claimUrn(urn);
  refuseOptions(request);

  const given = fromStruct(request.getObject());
  const wireInputs = normaliseProperties(given);
  const { values: inputs, secretPaths } = plainProperties(wireInputs);
  const declared = declaredOptions(request, deployment);

  const isMade = declared.custom || declared.remote;
  const context = { urn, type, name, preview, ignoreChanges: declared.ignoreChanges };
  const created = isMade ? await create(plainProperties(wireInputs, folder).values, context) : nothingMade;
  const state = { ...inputs, ...created.state };
  deployment.add({ ...declared, urn, inputs, secretInputs: secretPaths, state, id: created.id });

  const { additionalSecretOutputs } = declared;
  const wire = isMade ? wireState(state, { wireInputs, inputs, secretPaths, additionalSecretOutputs }) : given;
  return new RegisterResourceResponse().setUrn(urn).setId(created.id).setObject(toStruct(wire));
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
