import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { crc32 } from "node:zlib";

/** A key `__proto__` of a JSON text: both its quotation marks are bare, and a colon follows. */
const PROTO_KEY = /(?<!\\)"__proto__"(?=\s*:)/g;
/** Private to Unicode, so that nobody's key is like it. */
const KEPT_AS = "\uFDD0__proto__";
const KEPT_KEY = new RegExp(`"${KEPT_AS}"(?=\\s*:)`, "g");

const hidden = (text: string): string => text.replace(PROTO_KEY, JSON.stringify(KEPT_AS));
const shown = (text: string): string => text.replace(KEPT_KEY, '"__proto__"');

/** Dynalite collects its request from `data` events, whole characters or not. */
const hideInRequest = (request: IncomingMessage): void => {
  const emit = request.emit.bind(request);
  const chunks: Buffer[] = [];
  request.emit = (event: string | symbol, ...given: unknown[]): boolean => {
    if (event === "data") {
      chunks.push(given[0] as Buffer);
      return true;
    }
    if (event === "end" && chunks.length > 0) emit("data", Buffer.from(hidden(Buffer.concat(chunks).toString("utf8"))));
    return emit(event, ...given);
  };
};

const showInAnswer = (response: ServerResponse): void => {
  const end = response.end.bind(response);
  response.end = (body?: unknown): ServerResponse => {
    if (typeof body !== "string" || !body.includes(KEPT_AS)) return end(body);
    const text = shown(body);
    response.setHeader("x-amz-crc32", crc32(text));
    response.setHeader("Content-Length", Buffer.byteLength(text, "utf8"));
    return end(text);
  };
};

/**
 * Lets dynalite 4.0.0 store attributes called `__proto__`, as DynamoDB does: it copies maps by assignment, which loses them.
 * They have another name on the way in, and their own on the way out.
 */
export const keepProtoKeys = (server: Server): void => {
  server.prependListener("request", (request, response) => {
    hideInRequest(request);
    showInAnswer(response);
  });
};
