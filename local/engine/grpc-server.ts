import { Server, ServerCredentials } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import type { Deployment } from "./deployment";
import { engineService } from "./engine-service";
import { resourceMonitor } from "./resource-monitor";

/** Bytes; a registration carries whole function bundles. */
const largestMessage = 400 * 1024 * 1024;

export type EngineServer = { readonly address: string; readonly stop: () => Promise<void> };

/** Serves both of a program's services on a free port of 127.0.0.1. */
export const startEngineServer = async (deployment: Deployment): Promise<EngineServer> => {
  const server = new Server({
    "grpc.max_receive_message_length": largestMessage,
    "grpc.max_send_message_length": largestMessage,
  });
  server.addService(ResourceMonitorService, resourceMonitor(deployment));
  server.addService(EngineService, engineService(deployment));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return {
    address: `127.0.0.1:${port}`,
    stop: async () => server.forceShutdown(),
  };
};
