import type { RequestListener, Server } from "node:http";
import { createServer } from "node:http";

export type Listener = {
  /** http://127.0.0.1:PORT */
  readonly url: string;
  readonly port: number;
  readonly stop: () => Promise<void>;
};

const closed = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    if (!server.listening) return resolve();
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });

/** Listens on 127.0.0.1 (port 0: a free one); a taken port is refused with an error that names it and its purpose. */
export const listenOnLoopback = (purpose: string, port: number, handle: RequestListener): Promise<Listener> =>
  new Promise((resolve, reject) => {
    const server = createServer(handle);
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      const text = taken ? `port ${port} for ${purpose} is already in use` : `${purpose} cannot listen on port ${port}`;
      reject(new Error(text, { cause: error }));
    });
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const actual = typeof address === "object" && address !== null ? address.port : port;
      resolve({ url: `http://127.0.0.1:${actual}`, port: actual, stop: () => closed(server) });
    });
  });
