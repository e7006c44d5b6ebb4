import { type RegisterResourceRequest, RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import { declaredOptions } from "./declared-options";
import type { Deployment } from "./deployment";
import { normaliseProperties } from "./normalise-property";
import { plainProperties } from "./plain-property";
import { fromStruct, toStruct } from "./protobuf";
import type { Created } from "./run-types";
import { makeUrn } from "./urn";
import { wireState } from "./wire-state";

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
