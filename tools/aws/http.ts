import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import * as E from "fp-ts/Either";
import type * as TE from "fp-ts/TaskEither";
import { type Guard, guarded } from "./guard";

/** An HTTP server of this process. */
export type Listener = {
  /** http://127.0.0.1:PORT */
  readonly url: string;
  readonly port: number;
  /** Ends open connections too, kept-alive or in use. */
  readonly stop: () => Promise<void>;
};

const closed = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    if (!server.listening) return resolve();
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });

/** Listens on 127.0.0.1 (port 0: a free one), behind a guard; a taken port is refused with an error that names it and its purpose. */
export const listenOnLoopback = (purpose: string, port: number, server: Server, guard: Guard): Promise<Listener> =>
  new Promise((resolve, reject) => {
    guarded(server, guard);
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === "EADDRINUSE";
      const text = taken ? `port ${port} for ${purpose} is already in use` : `${purpose} cannot listen on port ${port}`;
      reject(new Error(text, { cause }));
    });
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const actual = typeof address === "object" && address !== null ? address.port : port;
      resolve({ url: `http://127.0.0.1:${actual}`, port: actual, stop: () => closed(server) });
    });
  });

/** The address that a request is for; nothing where it is no path, as in `GET //` or `OPTIONS *`. */
export const addressOf = ({ url = "/" }: IncomingMessage): URL | undefined =>
  /^\/(?![/\\])/.test(url) ? (URL.parse(url, "http://127.0.0.1") ?? undefined) : undefined;

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A server for long polls and long invocations: without time limits, idle connections stay open. A rejected `answer` becomes a 500. */
export const patientServer = (answer: Answer): Server =>
  createServer({ requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0 }, (request, response) => {
    answer(request, response).catch((fault: unknown) => {
      if (response.headersSent) return void response.destroy();
      sendJson(response, 500, { Type: "Service", message: fault instanceof Error ? fault.message : String(fault) });
    });
  });

/** `Aborted`: the client has gone, and nobody is left to answer. */
export type NoBody = "TooLong" | "Aborted";

/** Of a body that is too long, as much is read and dropped. */
const DRAINED_BYTES = 100 * 1024 * 1024;

/**
 * Reads a request's body. The rest of one that is too long is read and dropped, since a client that is still writing would
 * otherwise see a reset connection in place of its answer; only one without end is cut off.
 */
export const readBody =
  (request: IncomingMessage, mostBytes: number): TE.TaskEither<NoBody, Buffer> =>
  () =>
    new Promise((resolve) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      request.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes <= mostBytes) chunks.push(chunk);
        else chunks.length = 0;
        if (bytes > mostBytes + DRAINED_BYTES) request.destroy();
      });
      request.on("end", () => resolve(bytes > mostBytes ? E.left("TooLong") : E.right(Buffer.concat(chunks))));
      request.on("error", () => resolve(E.left("Aborted")));
      request.on("close", () => resolve(E.left("Aborted")));
    });

type Headers = Readonly<Record<string, string>>;

/** Answers in JSON; `headers` go over its content type. */
export const sendJson = (response: ServerResponse, status: number, body: unknown, headers: Headers = {}): void => {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
};
