import type { IResourceMonitorServer } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  type RegisterResourceOutputsRequest,
  type RegisterResourceRequest,
  SupportsFeatureResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { answerInvoke } from "./answer-invoke";
import type { Deployment } from "./deployment";
import { deploymentInfo, supportedFeatureNames } from "./deployment-info";
import { normaliseProperties } from "./normalise-property";
import { plainProperties } from "./plain-property";
import { empty, fromStruct } from "./protobuf";
import { readResource } from "./read-resource";
import { registerResource } from "./register-resource";
import { refused, unary } from "./unary";

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The service to which a Pulumi program reports its resources (pulumirpc.ResourceMonitor). */
export const resourceMonitor = (deployment: Deployment): IResourceMonitorServer => {
  const reportFailure = (error: unknown, request: RegisterResourceRequest): void =>
    deployment.report({
      severity: "error",
      text: `${request.getName()} (${request.getType()}): ${textOf(error)}`,
      urn: request.getParent(),
    });
  const registerOutputs = (request: RegisterResourceOutputsRequest) => {
    const { values, secretPaths } = plainProperties(normaliseProperties(fromStruct(request.getOutputs())));
    deployment.setOutputs(request.getUrn(), values, secretPaths);
    return empty();
  };
  return {
    getDeploymentInfo: unary(() => deploymentInfo(deployment.options)),
    supportsFeature: unary((request) =>
      new SupportsFeatureResponse().setHassupport(supportedFeatureNames.has(request.getId())),
    ),
    invoke: unary((request) => answerInvoke(request, deployment)),
    readResource: unary((request) => readResource(request, deployment)),
    registerResource: unary((request) => registerResource(request, deployment), reportFailure),
    registerResourceOutputs: unary(registerOutputs),
    signalAndWaitForShutdown: unary(empty),
    call: refused("Calling a method of a resource"),
    existsResource: refused("Asking whether a resource exists"),
    registerStackTransform: refused("A stack transform (use `transformations`)"),
    registerStackInvokeTransform: refused("A stack invoke transform"),
    registerResourceHook: refused("A resource hook"),
    registerErrorHook: refused("An error hook"),
    registerPackage: refused("A parameterized package"),
  };
};
