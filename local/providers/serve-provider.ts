import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { makeRequestHandler, type ProviderService } from "./handle-request";

export type ProviderServer = { readonly url: string; readonly stop: () => Promise<void> };

/** Serves one provider stand-in on 127.0.0.1; a taken port rejects with an Error that names it. */
export const serveProvider = async (service: ProviderService, port = 0): Promise<ProviderServer> => {
  const handle = makeRequestHandler(service);
  const server = createServer((request, response) => void handle(request, response));
  // An idle connection that the server closes just as the client uses it again would look like a lost answer.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE"
          ? new Error(`port ${port} on 127.0.0.1, wanted by the ${service.provider} stand-in, is taken: choose another`)
          : error,
      );
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
