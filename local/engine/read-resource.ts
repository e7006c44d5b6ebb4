import { type ReadResourceRequest, ReadResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import type { Deployment } from "./deployment";
import { normaliseProperties } from "./normalise-property";
import { plainProperties } from "./plain-property";
import { fromStruct, toStruct } from "./protobuf";
import { makeUrn } from "./urn";
import { wireState } from "./wire-state";

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
