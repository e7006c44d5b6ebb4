import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export type LoopbackServer = { readonly port: number; readonly close: () => Promise<void> };

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const answerFault = (request: IncomingMessage, response: ServerResponse, fault: unknown): void => {
  // The other side hung up while it was speaking: nobody is left to answer.
  if (!request.complete || response.headersSent) return void response.destroy();
  const message = fault instanceof Error ? fault.message : String(fault);
  response.writeHead(500, { "Content-Type": "application/json" }).end(JSON.stringify({ Type: "Service", message }));
};

/** Starts an HTTP server on a free port of 127.0.0.1; a rejected `answer` becomes a 500; `close` also drops open connections. */
export const listenOnLoopback = (answer: Answer): Promise<LoopbackServer> =>
  new Promise((resolve, reject) => {
    // Long polls and long invocations: no server-side time limit, and idle connections stay open.
    const server = createServer({ requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0 }, (request, response) => {
      answer(request, response).catch((fault: unknown) => answerFault(request, response, fault));
    });
    const close = (): Promise<void> =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      });
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") reject(new Error("An HTTP server has no port"));
      else resolve({ port: address.port, close });
    });
  });
