import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type handleUnaryCall, Server, ServerCredentials } from "@grpc/grpc-js";
import { EngineService, type IEngineServer } from "@pulumi/pulumi/proto/engine_grpc_pb";
import {
  GetRootResourceResponse,
  type LogRequest,
  LogSeverity,
  SetRootResourceResponse,
} from "@pulumi/pulumi/proto/engine_pb";
import { type IResourceMonitorServer, ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  DeploymentInfo,
  type RegisterResourceOutputsRequest,
  type RegisterResourceRequest,
  ResourceMonitorFeature,
} from "@pulumi/pulumi/proto/resource_pb";
import { toError } from "fp-ts/Either";
import type { Deployment, MessageSeverity, RunOptions } from "./deployment";
import { answerInvoke, registerResource } from "./registrations";
import { empty, fromStruct, messageLimits, normaliseProperties, plainProperties, unary } from "./wire";

/** A gRPC method that this engine does not have, refused with the name of what was asked for. */
const refused = <Request, Response>(what: string): handleUnaryCall<Request, Response> =>
  unary(() => {
    throw new Error(`${what}: the local run does not support this`);
  });

const supportedFeatures = [
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_SECRETS,
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES,
  ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
];

const deploymentInfo = (options: RunOptions): DeploymentInfo => {
  const info = new DeploymentInfo()
    .setProject(options.project)
    .setStack(options.stack)
    .setOrganization("organization")
    .setDryrun(options.preview)
    .setConfigsecretkeysList([...(options.secretKeys ?? [])])
    .setSupportedfeaturesList(supportedFeatures);
  for (const [key, value] of Object.entries(options.config)) info.getConfigMap().set(key, value);
  return info;
};

const severities: Readonly<Record<LogSeverity, MessageSeverity>> = {
  [LogSeverity.DEBUG]: "debug",
  [LogSeverity.INFO]: "info",
  [LogSeverity.WARNING]: "warning",
  [LogSeverity.ERROR]: "error",
};

/** The service to which a Pulumi program logs (pulumirpc.Engine). */
const engineService = (deployment: Deployment): IEngineServer => {
  let rootUrn = "";
  return {
    log: unary((request: LogRequest) => {
      const severity = severities[request.getSeverity()];
      // Pulumi's debug messages hold whole requests and answers, secrets included.
      if (severity !== "debug") deployment.report({ severity, text: request.getMessage(), urn: request.getUrn() });
      return empty();
    }),
    getRootResource: unary(() => new GetRootResourceResponse().setUrn(rootUrn)),
    setRootResource: unary((request) => {
      rootUrn = request.getUrn();
      return new SetRootResourceResponse();
    }),
    startDebugging: refused("Debugging the program"),
    requirePulumiVersion: refused("Requiring a version of Pulumi's CLI"),
  };
};

/** The service to which a Pulumi program reports its resources (pulumirpc.ResourceMonitor). */
const resourceMonitor = (deployment: Deployment): IResourceMonitorServer => {
  const reportFailure = (error: unknown, request: RegisterResourceRequest): void =>
    deployment.report({
      severity: "error",
      text: `${request.getName()} (${request.getType()}): ${toError(error).message}`,
      urn: request.getParent(),
    });
  const registerOutputs = (request: RegisterResourceOutputsRequest) => {
    const { values, secretPaths } = plainProperties(normaliseProperties(fromStruct(request.getOutputs())));
    deployment.setOutputs(request.getUrn(), values, secretPaths);
    return empty();
  };
  return {
    getDeploymentInfo: unary(() => deploymentInfo(deployment.options)),
    // Only SDKs that know no deployment info ask for features one by one.
    supportsFeature: refused("Asking for a feature by its name"),
    invoke: unary((request) => answerInvoke(request, deployment)),
    readResource: refused("Reading a resource by its id"),
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

/**
 * Where both services listen: a socket in a folder of its owner's, since gRPC asks its caller for nothing, and the stack's secrets can be
 * had here; on Windows, where gRPC has no such sockets, a free port of 127.0.0.1.
 */
const newAddress = (): { readonly address: string; readonly remove: () => void } => {
  if (process.platform === "win32") return { address: "127.0.0.1:0", remove: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), "ai-multi-comms-"));
  return { address: `unix:${join(folder, "engine")}`, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

/** Serves both of a program's services to it alone. */
export const startEngineServer = async (
  deployment: Deployment,
): Promise<{ readonly address: string; readonly stop: () => Promise<void> }> => {
  const server = new Server(messageLimits);
  server.addService(ResourceMonitorService, resourceMonitor(deployment));
  server.addService(EngineService, engineService(deployment));
  const { address, remove } = newAddress();
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return {
    address: address.replace(/:0$/, `:${port}`),
    stop: async () => {
      server.forceShutdown();
      remove();
    },
  };
};
