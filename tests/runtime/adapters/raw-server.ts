import { type AddressInfo, createServer, type Socket } from "node:net";

/**
 * A TCP server that does with each connection, once the first bytes of a request are there, what the test says; `received`
 * is everything that came, connection by connection.
 */
const startRawServer = async (answer: (socket: Socket) => void) => {
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
  const stop = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received, stop };
};

type RawServer = Awaited<ReturnType<typeof startRawServer>>;

/** What `use` makes of such a server; a text is an answer in HTTP, after which the connection ends. */
export const withRawServer = async <A>(
  answer: string | ((socket: Socket) => void),
  use: (server: RawServer) => Promise<A>,
): Promise<A> => {
  const server = await startRawServer(typeof answer === "string" ? (socket) => socket.end(answer) : answer);
  return use(server).finally(server.stop);
};

/** An answer in HTTP with this body. */
export const answerOf = (body: string, status = "200 OK", ...headers: readonly string[]): string =>
  [`HTTP/1.1 ${status}`, ...headers, `Content-Length: ${body.length}`, "", body].join("\r\n");

/** The URL of a port at which nothing listens. */
export const deadUrl = (): Promise<string> => withRawServer("", async ({ url }) => url);
