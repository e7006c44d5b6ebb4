import { type ResourceInvokeRequest, ResourceInvokeResponse } from "@pulumi/pulumi/proto/resource_pb";
import type { Deployment } from "./deployment";
import { normaliseProperties } from "./normalise-property";
import { plainProperties } from "./plain-property";
import { fromStruct, toStruct } from "./protobuf";
import { wireState } from "./wire-state";

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
