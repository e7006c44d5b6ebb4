import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";

/** An AWS service running in this process. */
export type LocalServer = {
  /** http://127.0.0.1:PORT */
  readonly url: string;
  /** Ends open connections too, kept-alive or in use. */
  readonly stop: () => Promise<void>;
};

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

export type LoopbackServer = { readonly port: number; readonly close: () => Promise<void> };

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const answerFault = (request: IncomingMessage, response: ServerResponse, fault: unknown): void => {
  // The other side hung up while it was speaking: nobody is left to answer.
  if (!request.complete || response.headersSent) return void response.destroy();
  const message = fault instanceof Error ? fault.message : String(fault);
  response.writeHead(500, { "Content-Type": "application/json" }).end(JSON.stringify({ Type: "Service", message }));
};

/** Starts an HTTP server on a free port of 127.0.0.1; a rejected `answer` becomes a 500; `close` also drops open connections. */
export const serveOnLoopback = (answer: Answer): Promise<LoopbackServer> =>
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

/** The body as text, or undefined when it is longer than `mostBytes` (the rest is read and dropped). */
export const readBody = async (request: IncomingMessage, mostBytes: number): Promise<string | undefined> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size <= mostBytes) parts.push(part);
  }
  return size > mostBytes ? undefined : Buffer.concat(parts).toString("utf8");
};

// https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
export const BODY_LIMIT_BYTES = 10 * 1024 * 1024;
const DRAIN_LIMIT_BYTES = 10 * BODY_LIMIT_BYTES;

export type ReceivedBody = Buffer | "TooLong" | "Aborted";

/**
 * Collects a request body. The rest of one that is too long is read and dropped, since a client that is still
 * writing would otherwise see a reset connection in place of the 413; beyond ten times the limit it is cut off.
 */
export const receiveBody = (message: IncomingMessage): Promise<ReceivedBody> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    message.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= BODY_LIMIT_BYTES) chunks.push(chunk);
      else chunks.length = 0;
      if (bytes > DRAIN_LIMIT_BYTES) message.destroy();
    });
    message.on("end", () => resolve(bytes > BODY_LIMIT_BYTES ? "TooLong" : Buffer.concat(chunks)));
    message.on("error", () => resolve("Aborted"));
    message.on("close", () => resolve("Aborted"));
  });
