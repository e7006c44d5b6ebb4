import type { IncomingMessage } from "node:http";

/** Header lines in the order and spelling in which they came. */
export type Headers = readonly (readonly [name: string, value: string])[];

/** The first value of a header, whatever its spelling. */
export const headerOf = (headers: Headers, name: string): string | undefined =>
  headers.find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];

/** Node's flat list of raw headers as lines. */
const headersFromRaw = (raw: readonly string[]): Headers =>
  raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ""] as const] : []));

/** API Gateway's two views: for a repeated name the last value, and all values. */
export const singleAndMultiple = (pairs: Iterable<readonly [string, string]>) => {
  const multiple = new Map<string, string[]>();
  for (const [name, value] of pairs) multiple.set(name, [...(multiple.get(name) ?? []), value]);
  const single = [...multiple].map(([name, values]) => [name, values.at(-1) ?? ""]);
  return { single: Object.fromEntries(single), multiple: Object.fromEntries(multiple) };
};

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

/** What goes back to the client, before the gateway's own headers are added. */
export type Reply = { readonly status: number; readonly headers: Headers; readonly body: Buffer };
