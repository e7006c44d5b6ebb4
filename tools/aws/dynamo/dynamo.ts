import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import dynalite from "dynalite";
import internals from "dynalite/db";
import { holders } from "../guard";
import { type Listener, listenOnLoopback } from "../http";
import { privateFolder } from "../private-files";
import { type AwsCall, makeRefusals } from "../refusals";
import { makeTableStreams, type TableStreams } from "./table-streams";

/** A key `__proto__` of a JSON text: both its quotation marks are bare, and a colon follows. */
const PROTO_KEY = /(?<!\\)"__proto__"(?=\s*:)/g;
/** Private to Unicode, so that nobody's key is like it. */
const KEPT_AS = "\uFDD0__proto__";
const KEPT_KEY = new RegExp(`"${KEPT_AS}"(?=\\s*:)`, "g");

const hidden = (text: string): string => text.replace(PROTO_KEY, JSON.stringify(KEPT_AS));
const shown = (text: string): string => text.replace(KEPT_KEY, '"__proto__"');

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

/** Holds a request back until it is whole; dynalite gets what `onBody` goes on with. It collects `data` events, whole characters or not. */
const readFirst = (request: IncomingMessage, onBody: (body: string, goOn: (body: string) => void) => void): void => {
  const emit = request.emit.bind(request);
  const chunks: Buffer[] = [];
  request.emit = (event: string | symbol, ...given: unknown[]): boolean => {
    if (event !== "data" && event !== "end") return emit(event, ...given);
    if (event === "data") chunks.push(given[0] as Buffer);
    else
      onBody(Buffer.concat(chunks).toString("utf8"), (body) => {
        if (body !== "") emit("data", Buffer.from(body));
        emit("end");
      });
    return true;
  };
};

/** Looks at the calls of the local DynamoDB, for the console. */
export type DynamoTap = ReturnType<typeof patch>;

/**
 * Mends dynalite 4.0.0 from outside, and puts a tap on it. It copies maps by assignment, which loses attributes called `__proto__`, which
 * DynamoDB stores: they have another name on the way in, and their own on the way out.
 */
const patch = (server: Server) => {
  const listeners = new Set<(call: AwsCall, status: number) => void>();
  const refusals = makeRefusals("com.amazonaws.dynamodb.v20120810", { status: 500, type: "InternalServerError" });
  server.prependListener("request", (request, response) => {
    showInAnswer(response);
    const operation = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
    readFirst(request, (body, goOn) => {
      const call = { operation, body };
      response.once("finish", () => {
        for (const listener of listeners) listener(call, response.statusCode);
      });
      const refused = refusals.answerTo(call);
      if (refused === undefined) return goOn(hidden(body));
      response.writeHead(refused.status, { "content-type": "application/x-amz-json-1.0" });
      response.end(JSON.stringify(refused.body));
    });
  });
  // It throws from its own error listener when a client goes away in the middle of a request, which would end this process.
  // This listener runs right after dynalite's and takes its place: there is nobody left to answer.
  server.on("request", (request) => {
    request.removeAllListeners("error");
    request.on("error", () => undefined);
  });
  return {
    /** Hears of every call once it is answered; `status` is the answer's. The function that it gives ends that. */
    onAnswer: (listener: (call: AwsCall, status: number) => void): (() => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    refuse: refusals.refuse,
  };
};

/**
 * It writes an item's places in the indexes one by one, then the item: a process that is killed in between would leave an index that
 * leads past the item for good. All of it is one write instead, which the item's own repeats. The item's key is locked meanwhile, so that
 * the streams are told in its order.
 */
internals.updateIndexes = (store, table, before, item, done) => {
  if (!before && !item) return done();
  const places = ["Local", "Global"].flatMap((kind) => {
    const keyOf = ({ index, key }: { readonly index: string; readonly key: string }): string =>
      `index-${kind.toLowerCase()}~${table.TableName}~${index}~${key}`;
    const { puts, deletes } = internals.getIndexActions(table[`${kind}SecondaryIndexes`] ?? [], before, item, table);
    return [
      ...deletes.map((gone) => ({ type: "del" as const, key: keyOf(gone) })),
      ...puts.map((put) => ({ type: "put" as const, key: keyOf(put), value: put.item })),
    ];
  });
  const key = `item-${table.TableName}~${internals.createKey(item ?? before, table)}`;
  store.db.batch([...places, item ? { type: "put", key, value: item } : { type: "del", key }], (fault) => {
    if (!fault) store.options.onWrite?.(table, before, item);
    done(fault);
  });
};

/**
 * Starts DynamoDB (dynalite) on a free port of 127.0.0.1, with tables usable within milliseconds of their creation. They are in memory, or in
 * `stateFolder`/dynamodb, which one process at a time can use.
 */
export const startDynamo = async (o: {
  /** The id of the one access key that is known. */
  readonly accessKey: string;
  readonly stateFolder?: string;
}): Promise<Listener & { readonly tap: DynamoTap; readonly streams: TableStreams }> => {
  const path = o.stateFolder && privateFolder(join(o.stateFolder, "dynamodb"));
  const streams = makeTableStreams(shown, Date.now);
  const atOnce = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0, onWrite: streams.onWrite };
  const server = dynalite(path === undefined ? atOnce : { ...atOnce, path });
  const tap = patch(server);
  return { ...(await listenOnLoopback("DynamoDB", 0, server, holders(o.accessKey, "signed"))), tap, streams };
};
