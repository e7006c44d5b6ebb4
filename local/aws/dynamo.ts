import { mkdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import dynalite from "dynalite";
import { type DynamoTap, tapDynamo } from "./dynamo-tap";
import { keepProtoKeys } from "./keep-proto-keys";
import type { LocalServer } from "./local-server";

/**
 * Starts DynamoDB (dynalite) on a free port of 127.0.0.1, with tables usable within milliseconds of their creation. They are in memory, or in
 * `stateFolder`/dynamodb, which one process at a time can use.
 */
export const startDynamo = async (
  o: { readonly stateFolder?: string } = {},
): Promise<LocalServer & { readonly tap: DynamoTap }> => {
  const path = o.stateFolder === undefined ? undefined : join(o.stateFolder, "dynamodb");
  if (path !== undefined) mkdirSync(path, { recursive: true });
  const server = dynalite({
    ...(path === undefined ? {} : { path }),
    ...{ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 },
  });
  // dynalite throws from its own error listener when a client goes away in the middle of a request, which would end
  // this process. This listener runs right after dynalite's and takes its place: there is nobody left to answer.
  server.on("request", (request) => {
    request.removeAllListeners("error");
    request.on("error", () => undefined);
  });
  keepProtoKeys(server);
  const tap = tapDynamo(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    tap,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
};
