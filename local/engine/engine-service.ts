import type { IEngineServer } from "@pulumi/pulumi/proto/engine_grpc_pb";
import {
  GetRootResourceResponse,
  type LogRequest,
  LogSeverity,
  RequirePulumiVersionResponse,
  SetRootResourceResponse,
} from "@pulumi/pulumi/proto/engine_pb";
import type { Deployment } from "./deployment";
import { empty } from "./protobuf";
import type { MessageSeverity } from "./run-types";
import { refused, unary } from "./unary";

const severities: Readonly<Record<LogSeverity, MessageSeverity>> = {
  [LogSeverity.DEBUG]: "debug",
  [LogSeverity.INFO]: "info",
  [LogSeverity.WARNING]: "warning",
  [LogSeverity.ERROR]: "error",
};

/** The service to which a Pulumi program logs (pulumirpc.Engine). */
export const engineService = (deployment: Deployment): IEngineServer => {
  let rootUrn = "";
  return {
    log: unary((request: LogRequest) => {
      const severity = severities[request.getSeverity()];
      // Pulumi's debug messages hold whole requests and answers, secrets included.
      const isWanted = severity !== "debug" || deployment.options.debug === true;
      if (isWanted) deployment.report({ severity, text: request.getMessage(), urn: request.getUrn() });
      return empty();
    }),
    getRootResource: unary(() => new GetRootResourceResponse().setUrn(rootUrn)),
    setRootResource: unary((request) => {
      rootUrn = request.getUrn();
      return new SetRootResourceResponse();
    }),
    startDebugging: refused("Debugging the program"),
    requirePulumiVersion: unary((request) => {
      const range = request.getPulumiVersionRange();
      deployment.report({
        severity: "warning",
        text: `The local run has no CLI version to hold against ${range}`,
        urn: "",
      });
      return new RequirePulumiVersionResponse();
    }),
  };
};
