import { mkdirSync } from "node:fs";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import dynalite from "dynalite";
import type { LocalServer } from "../http";

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

/** A call of DynamoDB, with the JSON text that a client sent. */
export type DynamoCall = { readonly operation: string; readonly body: string };

/** Looks at the calls of the local DynamoDB, for the console. */
export type DynamoTap = {
  /** Hears of every call once it is answered; `status` is the answer's. The function that it gives ends that. */
  readonly onAnswer: (listener: (call: DynamoCall, status: number) => void) => () => void;
  /** Answers a server's error to the calls that match, until the function that it gives is called. */
  readonly refuse: (matches: (call: DynamoCall) => boolean) => () => void;
};

const REFUSAL = JSON.stringify({
  __type: "com.amazonaws.dynamodb.v20120810#InternalServerError",
  message: "refused on purpose, by the console",
});

const refused = (response: ServerResponse): void => {
  response.writeHead(500, { "content-type": "application/x-amz-json-1.0" });
  response.end(REFUSAL);
};

type OnBody = (body: string, goOn: () => void) => void;

/** Gives the whole body to `onBody` and the request to dynalite when that says so. */
const readFirst = (request: IncomingMessage, onBody: OnBody): void => {
  const emit = request.emit.bind(request);
  const chunks: Buffer[] = [];
  request.emit = (event: string | symbol, ...given: unknown[]): boolean => {
    if (event === "data") {
      chunks.push(given[0] as Buffer);
      return true;
    }
    if (event !== "end") return emit(event, ...given);
    const whole = Buffer.concat(chunks);
    onBody(whole.toString("utf8"), () => {
      if (whole.length > 0) emit("data", whole);
      emit("end");
    });
    return true;
  };
};

/** Puts a tap on dynalite's server; calls that nobody asks for pass as they are. */
export const tapDynamo = (server: Server): DynamoTap => {
  const listeners = new Set<(call: DynamoCall, status: number) => void>();
  const refusals = new Set<(call: DynamoCall) => boolean>();
  server.prependListener("request", (request, response) => {
    if (listeners.size === 0 && refusals.size === 0) return;
    const operation = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
    readFirst(request, (body, goOn) => {
      const call = { operation, body };
      response.once("finish", () => {
        for (const listener of listeners) listener(call, response.statusCode);
      });
      if ([...refusals].some((matches) => matches(call))) refused(response);
      else goOn();
    });
  });
  const keep = <A>(set: Set<A>, one: A): (() => void) => {
    set.add(one);
    return () => void set.delete(one);
  };
  return {
    onAnswer: (listener) => keep(listeners, listener),
    refuse: (matches) => keep(refusals, matches),
  };
};

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
