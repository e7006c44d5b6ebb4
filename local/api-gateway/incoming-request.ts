import type { IncomingMessage } from "node:http";
import { type Headers, headersFromRaw } from "./headers";

export type IncomingRequest = {
  readonly method: string;
  readonly stage: string;
  /** Below the stage, percent-encoded as it came, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly sourceIp: string;
  readonly protocol: string;
};

/** Splits `/{stage}/{path}?{query}` of a request as it came in. */
export const readIncomingRequest = (message: IncomingMessage): IncomingRequest => {
  const target = message.url ?? "/";
  const [rawPath = "/", ...queries] = target.split("?");
  const [, stage = "", ...segments] = rawPath.split("/");
  return {
    method: message.method ?? "GET",
    stage,
    path: `/${segments.join("/")}`,
    query: new URLSearchParams(queries.join("?")),
    headers: headersFromRaw(message.rawHeaders),
    sourceIp: message.socket.remoteAddress ?? "127.0.0.1",
    protocol: `HTTP/${message.httpVersion}`,
  };
};
