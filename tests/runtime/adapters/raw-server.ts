import { type AddressInfo, createServer, type Socket } from "node:net";

export type RawServer = {
  readonly url: string;
  readonly connections: () => number;
  /** Everything that was received, connection by connection. */
  readonly received: () => readonly string[];
  readonly stop: () => Promise<void>;
};

/** A TCP server that does with each connection, once the first bytes of a request are there, what the test says. */
export const startRawServer = async (answer: (socket: Socket) => void): Promise<RawServer> => {
  const sockets = new Set<Socket>();
  const received: string[] = [];
  const server = createServer((socket) => {
    const index = received.push("") - 1;
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (chunk) => {
      received[index] += chunk.toString("utf8");
    });
    socket.once("data", () => answer(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => received.length,
    received: () => received,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
};

/** The URL of a port at which nothing listens. */
export const deadUrl = async (): Promise<string> => {
  const server = await startRawServer(() => undefined);
  await server.stop();
  return server.url;
};
