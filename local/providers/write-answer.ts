import type { ServerResponse } from "node:http";
import type { Answer } from "./exchange";

/** Writes an answer with its length, so that the connection stays alive. */
export const writeAnswer = (response: ServerResponse, { status, headers = {}, body }: Answer): void => {
  const text = body === null ? "" : typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, {
    ...(body === null ? {} : { "content-type": "application/json" }),
    "content-length": Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
};
